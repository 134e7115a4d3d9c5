using System.CommandLine;

namespace CrackLab.Cli.Verbs;

/// <summary>A command line as it can be typed again.</summary>
internal static class CommandText
{
    /// <summary>The words of a parsed command line, quoted where they need it.</summary>
    public static string Of(ParseResult result) =>
        string.Join(' ', result.Tokens.Select(token => Quote(token.Value)).Prepend("cracklab"));

    /// <summary>A word as a shell takes it for one.</summary>
    public static string Quote(string word) => word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_./\\:=,+@%".Contains(letter, StringComparison.Ordinal))
        ? word
        : $"\"{word.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
