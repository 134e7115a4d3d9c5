using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace CrackLab.Kernel.Scripting;

/// <summary>Takes <c>#r</c>, <c>#load</c> and <c>#i</c> out of code, as the kernel and not the compiler carries them out.</summary>
internal static partial class Directives
{
    /// <summary>The directives of a piece of code, and the code with blanks in their place.</summary>
    /// <param name="code">The code.</param>
    public static (IReadOnlyList<Directive> Found, string Code) Extract(string code)
    {
        if (!code.Contains('#', StringComparison.Ordinal)) return ([], code);
        var found = new List<Directive>();
        char[] rest = code.ToCharArray();
        SyntaxNode? root = null;
        foreach (TextLine line in SourceText.From(code).Lines)
        {
            string text = line.ToString();
            if (Line().Match(text) is not { Success: true } match) continue;
            root ??= SubmissionChain.Parse(code, "").GetRoot();
            if (!root.FindTrivia(line.Start + match.Groups["name"].Index - 1).IsDirective) continue;
            found.Add(new Directive(match.Groups["name"].Value, match.Groups["value"].Value));
            Array.Fill(rest, ' ', line.Start, text.Length);
        }

        return (found, new string(rest));
    }

    [GeneratedRegex("""^\s*#(?<name>r|load|i)\s*"(?<value>[^"]*)"\s*(//.*)?$""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Line();
}
