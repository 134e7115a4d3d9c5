namespace CrackLab.Data;

/// <summary>Text of a file as messages quote it: on one line, and no longer than a person reads.</summary>
internal static class OneLine
{
    private const int MostShown = 200;

    /// <summary>The text to show.</summary>
    /// <param name="text">A text of any length and content.</param>
    public static string Of(string text)
    {
        bool isLong = text.Length > MostShown;
        ReadOnlySpan<char> shown = isLong ? text.AsSpan(0, char.IsHighSurrogate(text[MostShown - 1]) ? MostShown - 1 : MostShown) : text;
        Span<char> line = stackalloc char[shown.Length];
        for (int i = 0; i < line.Length; i++) line[i] = char.IsControl(shown[i]) ? '\uFFFD' : shown[i];
        return isLong ? $"{line}…" : line.ToString();
    }

    /// <summary>Some texts in quotes, one after the other.</summary>
    /// <param name="texts">The texts.</param>
    public static string Of(IEnumerable<string> texts) => $"'{Of(string.Join("', '", texts.Take(MostShown)))}'";
}
