namespace CrackLab.Display;

/// <summary>What charts share about letters and class names of their style sheet.</summary>
internal static class ChartText
{
    /// <summary>Width of a letter on average, in pixels, by the widest of the fonts in use.</summary>
    public const double LetterWidth = 7.4;

    /// <summary>Cuts a text to the room there is, with an ellipsis.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">The room, in pixels.</param>
    public static string Shorten(string text, double room)
    {
        int letters = Math.Max(2, (int)(room / LetterWidth));
        return text.Length <= letters ? text : string.Concat(text.AsSpan(0, letters - 1), "…");
    }

    /// <summary>Class of a series' line.</summary>
    /// <param name="series">The series.</param>
    public static string LineClass(ChartSeries series) =>
        series.Style switch
        {
            SeriesStyle.Dashed => "line dashed",
            SeriesStyle.Faint => "line faint",
            _ => "line",
        };
}
