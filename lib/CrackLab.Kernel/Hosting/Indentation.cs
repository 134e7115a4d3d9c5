namespace CrackLab.Kernel.Hosting;

/// <summary>How far the next line of unfinished code is indented.</summary>
internal static class Indentation
{
    private const string Step = "    ";

    /// <summary>The blanks that the next line begins with.</summary>
    /// <param name="code">The lines so far.</param>
    public static string After(string code)
    {
        string last = code.Split('\n').LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";
        string blanks = last[..^last.TrimStart().Length];
        return last.TrimEnd() is [.., '{' or '(' or '['] ? blanks + Step : blanks;
    }
}
