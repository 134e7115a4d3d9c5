namespace CrackLab.Display;

/// <summary>A point of a chart.</summary>
/// <param name="X">Place across; a point that is not finite breaks the line.</param>
/// <param name="Y">Place up.</param>
public readonly record struct ChartPoint(double X, double Y);
