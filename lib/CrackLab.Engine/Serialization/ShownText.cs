namespace CrackLab.Engine.Serialization;

/// <summary>Text of a file as messages quote it: on one line, and no longer than a person reads.</summary>
internal static class ShownText
{
    private const int Usual = 300;

    /// <summary>The text to show.</summary>
    /// <param name="text">A text of any length and content.</param>
    /// <param name="most">Characters that are shown of it, at least 1.</param>
    public static string Of(string text, int most = Usual)
    {
        bool isLong = text.Length > most;
        ReadOnlySpan<char> shown = isLong ? text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most) : text;
        Span<char> line = stackalloc char[shown.Length];
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = char.IsControl(shown[i]) ? '\uFFFD' : shown[i];
        }

        return isLong ? $"{line}…" : line.ToString();
    }
}
