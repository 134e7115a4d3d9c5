namespace CrackLab.Cli.Terminal;

/// <summary>Text as a terminal may get it: a name that comes from outside must neither steer it nor break a line.</summary>
internal static class TerminalText
{
    private const char Replacement = '\uFFFD';

    /// <summary>One line: every control character, a line's end included, becomes U+FFFD.</summary>
    /// <param name="text">The line.</param>
    public static string Line(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? Replacement : letter)) : text;

    /// <summary>Lines that stay lines: of control characters only their ends and tabs remain.</summary>
    /// <param name="text">The lines.</param>
    public static string Lines(string text)
    {
        return text.Where((_, at) => IsSteering(text, at)).Any()
            ? string.Concat(text.Select((letter, at) => IsSteering(text, at) ? Replacement : letter))
            : text;

        static bool IsSteering(string text, int at) => char.IsControl(text[at]) && text[at] is not ('\n' or '\t')
            && !(text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n');
    }
}
