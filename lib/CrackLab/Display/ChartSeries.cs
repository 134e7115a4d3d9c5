namespace CrackLab.Display;

/// <summary>One line of a chart.</summary>
/// <param name="Name">Name in the legend; empty for none.</param>
/// <param name="Points">Its points, from left to right.</param>
/// <param name="Style">How they are joined.</param>
/// <param name="Colour">Number of its colour, 0..5; the same number is the same colour in every chart.</param>
public sealed record ChartSeries(
    string Name, IReadOnlyList<ChartPoint> Points, SeriesStyle Style = SeriesStyle.Line, int Colour = 0);
