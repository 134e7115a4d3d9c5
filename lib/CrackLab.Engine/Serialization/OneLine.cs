namespace CrackLab.Engine.Serialization;

/// <summary>Text from a file as messages show it: on one line, without control characters, which could steer a terminal.</summary>
internal static class OneLine
{
    /// <summary>The text with every control character as U+FFFD.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text) => text.Any(char.IsControl)
        ? string.Concat(text.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter))
        : text;
}
