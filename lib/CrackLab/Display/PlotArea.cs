namespace CrackLab.Display;

/// <summary>The rectangle of a chart that holds its lines, and where each value lies in it.</summary>
/// <param name="Across">Scale of the x axis.</param>
/// <param name="Up">Scale of the y axis.</param>
/// <param name="Left">Left edge, in pixels.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Right">Right edge.</param>
/// <param name="Bottom">Lower edge.</param>
internal sealed record PlotArea(
    AxisScale Across, AxisScale Up, double Left, double Top, double Right, double Bottom)
{
    /// <summary>Whether a point can be shown.</summary>
    /// <param name="point">The point.</param>
    public bool IsShown(ChartPoint point) => Across.IsShown(point.X) && Up.IsShown(point.Y);

    /// <summary>Pixel of a value across.</summary>
    /// <param name="value">The value.</param>
    public double X(double value) => Left + Across.Place(value) * (Right - Left);

    /// <summary>Pixel of a value up.</summary>
    /// <param name="value">The value.</param>
    public double Y(double value) => Bottom - Up.Place(value) * (Bottom - Top);
}
