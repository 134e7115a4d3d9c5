namespace CrackLab.Display;

/// <summary>Colours of series where no style sheet reaches; each is seen on light and on dark.</summary>
internal static class SeriesColours
{
    /// <summary>Number of colours.</summary>
    public const int Count = 6;

    private static readonly string[] Colours = ["#3585d6", "#e0782f", "#2f9e6e", "#9568d8", "#d04f90", "#8792a0"];

    /// <summary>A colour by its number.</summary>
    /// <param name="number">Number; beyond the last they begin again.</param>
    public static string Of(int number) => Colours[number % Count];
}
