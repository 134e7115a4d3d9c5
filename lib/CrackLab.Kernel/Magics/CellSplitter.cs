using CrackLab.Kernel.Scripting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CrackLab.Kernel.Magics;

/// <summary>Cuts a cell at its magic lines.</summary>
internal static class CellSplitter
{
    private const string Mark = "#!";

    /// <summary>The parts in order; C# parts keep their lines by blank ones before them.</summary>
    /// <param name="code">The cell's text.</param>
    public static IReadOnlyList<CellPart> Split(string code)
    {
        var parts = new List<CellPart>();
        SourceText text = SourceText.From(code);
        int line = 0;
        while (line < text.Lines.Count)
        {
            int magicLine = NextMagic(text, line);
            AddCode(parts, text, line, magicLine);
            if (magicLine == text.Lines.Count) break;
            (string name, string arguments) = Read(text.Lines[magicLine].ToString());
            line = magicLine + 1;
            int end = line;
            if (MagicTable.Find(name) is { TakesText: true })
            {
                while (end < text.Lines.Count && !IsKnownMagic(text.Lines[end].ToString())) end++;
            }

            parts.Add(new CellPart(name, arguments, Lines(text, line, end)));
            line = end;
        }

        return parts;
    }

    /// <summary>The code without its magic lines and what belongs to them: blanks stand in their place, so that positions stay.</summary>
    /// <param name="code">The cell's text.</param>
    public static string CodeOnly(string code)
    {
        if (!code.Contains(Mark, StringComparison.Ordinal)) return code;
        char[] kept = [.. code.Select(sign => sign is '\r' or '\n' ? sign : ' ')];
        SourceText text = SourceText.From(code);
        for (int line = 0; line < text.Lines.Count;)
        {
            int magicLine = NextMagic(text, line);
            int start = text.Lines[line].Start;
            int end = magicLine < text.Lines.Count ? text.Lines[magicLine].Start : code.Length;
            code.CopyTo(start, kept, start, end - start);
            line = magicLine + 1;
            if (magicLine == text.Lines.Count || MagicTable.Find(Read(text.Lines[magicLine].ToString()).Name) is not { TakesText: true }) continue;
            while (line < text.Lines.Count && !IsKnownMagic(text.Lines[line].ToString())) line++;
        }

        return new string(kept);
    }

    /// <summary>A magic line's name and what follows it.</summary>
    /// <param name="line">The line.</param>
    public static (string Name, string Arguments) Read(string line)
    {
        string[] words = line.Trim()[Mark.Length..].Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (words.ElementAtOrDefault(0) ?? "", words.ElementAtOrDefault(1) ?? "");
    }

    private static void AddCode(List<CellPart> parts, SourceText text, int start, int end)
    {
        string code = Lines(text, start, end);
        if (string.IsNullOrWhiteSpace(code)) return;
        parts.Add(new CellPart(null, "", new string('\n', start) + code));
    }

    private static string Lines(SourceText text, int start, int end) =>
        start >= end ? "" : text.ToString(TextSpan.FromBounds(text.Lines[start].Start, text.Lines[end - 1].EndIncludingLineBreak));

    private static bool IsMark(string line) => line.AsSpan().TrimStart().StartsWith(Mark, StringComparison.Ordinal);

    private static bool IsKnownMagic(string line) => IsMark(line) && MagicTable.Find(Read(line).Name) is not null;

    /// <summary>The next line that the compiler takes for a directive and not for a part of a string or a comment.</summary>
    private static int NextMagic(SourceText text, int start)
    {
        SyntaxNode? root = null;
        int offset = text.Lines[start].Start;
        for (int line = start; line < text.Lines.Count; line++)
        {
            string content = text.Lines[line].ToString();
            if (!IsMark(content)) continue;
            root ??= SubmissionChain.Parse(text.ToString(TextSpan.FromBounds(offset, text.Length)), "").GetRoot();
            int position = text.Lines[line].Start - offset + content.IndexOf('#', StringComparison.Ordinal);
            if (root.FindTrivia(position).IsDirective) return line;
        }

        return text.Lines.Count;
    }
}
