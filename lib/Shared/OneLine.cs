namespace Shared;

/// <summary>Text of others as messages show it: on one line, no longer than a person reads, without control characters, which could steer a terminal.</summary>
/// <remarks>A source that the rooms share, each with a copy of its own: no room opens its internals to another.</remarks>
internal static class OneLine
{
    private const int Usual = 300;

    /// <summary>The text with every control character as U+FFFD.</summary>
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

    /// <summary>Some texts in quotes, one after the other.</summary>
    /// <param name="texts">The texts; as many as could be shown are looked at.</param>
    public static string Of(IEnumerable<string> texts) => $"'{Of(string.Join("', '", texts.Take(Usual)))}'";
}
