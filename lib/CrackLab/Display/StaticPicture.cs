namespace CrackLab.Display;

/// <summary>An SVG as an image that holds it.</summary>
/// <remarks>
/// Notebooks that nobody has trusted yet, and pages that host code, take elements of SVG out of a cell's HTML and leave
/// their letters behind as a heap of text. Images they keep. Where scripts run, the SVG is put in the image's place.
/// </remarks>
internal static class StaticPicture
{
    /// <summary>Writes it.</summary>
    /// <param name="svg">The SVG, as XML.</param>
    /// <param name="alternative">What stands there where no image can be shown.</param>
    public static Markup Of(string svg, string? alternative) =>
        Markup.Of($"<img class=\"cracklab-svg\" alt=\"{alternative}\" src='data:image/svg+xml;charset=utf-8,{new Markup(Encode(svg))}'>");

    private static string Encode(string svg) => svg
        .ReplaceLineEndings(" ")
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("#", "%23", StringComparison.Ordinal)
        .Replace("&", "%26", StringComparison.Ordinal)
        .Replace("'", "%27", StringComparison.Ordinal)
        .Replace("<", "%3C", StringComparison.Ordinal)
        .Replace(">", "%3E", StringComparison.Ordinal);
}
