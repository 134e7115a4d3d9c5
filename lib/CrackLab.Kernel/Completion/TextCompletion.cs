using System.Text.RegularExpressions;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Magics;

namespace CrackLab.Kernel.Completion;

/// <summary>Ways to go on typing a magic, or a path in <c>#r</c> and <c>#load</c>.</summary>
internal static partial class TextCompletion
{
    /// <summary>The ways, or <see langword="null"/> where the cursor is in neither.</summary>
    /// <param name="code">The cell's text.</param>
    /// <param name="position">The cursor.</param>
    public static CompletionList? Find(string code, int position)
    {
        int lineStart = position == 0 ? 0 : code.LastIndexOf('\n', position - 1) + 1;
        string line = code[lineStart..position];
        if (Magic().Match(line) is { Success: true } magic)
        {
            string typed = magic.Groups["name"].Value;
            return new CompletionList(lineStart + magic.Groups["mark"].Index, position, [.. MagicTable.All
                .Where(candidate => candidate.Names[0].StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .Select(candidate => new CompletionItem("#!" + candidate.Names[0], "keyword", "", candidate.Description))]);
        }

        if (Path().Match(line) is not { Success: true } path) return null;
        return Paths(path.Groups["path"].Value, position, path.Groups["name"].Value is "r" ? ".dll" : ".csx");
    }

    private static CompletionList Paths(string typed, int position, string extension)
    {
        int cut = typed.LastIndexOfAny(['/', '\\']) + 1;
        string folder = typed[..cut], prefix = typed[cut..];
        int start = position - prefix.Length;
        if (typed.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)) return new CompletionList(position, position, []);
        try
        {
            string full = System.IO.Path.GetFullPath(folder.Length == 0 ? "." : folder);
            IEnumerable<CompletionItem> folders = Directory.EnumerateDirectories(full)
                .Select(path => new CompletionItem(System.IO.Path.GetFileName(path) + "/", "folder", "", ""));
            IEnumerable<CompletionItem> files = Directory.EnumerateFiles(full, "*" + extension)
                .Select(path => new CompletionItem(System.IO.Path.GetFileName(path), "file", "", ""));
            return new CompletionList(start, position, [.. folders.Concat(files)
                .Where(item => item.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && (prefix.Length > 0 || item.Text[0] != '.'))
                .OrderBy(item => item.Text, StringComparer.Ordinal)]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new CompletionList(start, position, []);
        }
    }

    [GeneratedRegex(@"^\s*(?<mark>#!(?<name>[\w#]*))$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Magic();

    [GeneratedRegex("""^\s*#(?<name>r|load)\s+"(?<path>[^"]*)$""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Path();
}
