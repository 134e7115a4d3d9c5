namespace CrackLab.Kernel.Protocol;

/// <summary>Positions in text: the protocol counts code points, .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>UTF-16 position of a code point's beginning.</summary>
    /// <param name="text">The text.</param>
    /// <param name="codePoints">Position in code points; what lies outside is moved to the nearest end.</param>
    public static int ToUtf16(string text, int codePoints)
    {
        int at = 0;
        for (int i = 0; i < codePoints && at < text.Length; i++)
        {
            at += IsPair(text, at) ? 2 : 1;
        }

        return at;
    }

    /// <summary>Code points before a UTF-16 position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="position">Position in UTF-16 units; what lies outside is moved to the nearest end.</param>
    public static int FromUtf16(string text, int position)
    {
        int count = 0;
        for (int at = 0; at < position && at < text.Length; at += IsPair(text, at) ? 2 : 1)
        {
            count++;
        }

        return count;
    }

    private static bool IsPair(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
}
