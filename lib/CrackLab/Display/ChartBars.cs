namespace CrackLab.Display;

/// <summary>Where the bars of a chart stand: those of one place side by side.</summary>
internal static class ChartBars
{
    private const double Share = 0.8;

    /// <summary>Width of a bar in units of the axis across.</summary>
    /// <param name="chart">A chart with bars.</param>
    public static double Width(Chart chart) =>
        Spacing(chart) * (chart.XAxis.Categories is null ? 0.94 : Share) / Math.Max(1, Groups(chart).Count);

    /// <summary>Draws a series of bars.</summary>
    /// <param name="chart">Its chart.</param>
    /// <param name="series">The series.</param>
    /// <param name="area">Where it is drawn.</param>
    public static IEnumerable<Markup> Draw(Chart chart, ChartSeries series, PlotArea area)
    {
        double width = Width(chart);
        List<ChartSeries> groups = Groups(chart);
        double shift = width * (groups.IndexOf(series) - ((groups.Count - 1) / 2.0));
        foreach (ChartPoint point in series.Points.Where(area.IsShown))
        {
            double left = area.X(point.X + shift - (width / 2)), right = area.X(point.X + shift + (width / 2));
            double top = area.Y(point.Y);
            Markup tip = Markup.Of($"{series.Name} {area.Across.Label(point.X)}: {point.Y:0.####}");
            yield return Markup.Of(
                $"""<rect class="bar" x="{left}" y="{top}" width="{Math.Max(right - left - 1, 0.5)}" height="{area.Bottom - top}"><title>{tip}</title></rect>""");
        }
    }

    private static List<ChartSeries> Groups(Chart chart) => [.. chart.Series.Where(series => series.Style == SeriesStyle.Bars)];

    private static double Spacing(Chart chart)
    {
        double[] places =
        [
            .. Groups(chart).SelectMany(series => series.Points).Select(point => point.X).Distinct().Order(),
        ];
        return places.Length < 2
            ? chart.XAxis is { Low: { } low, High: { } high } && places.Length == 1 ? high - low : 1
            : places.Skip(1).Zip(places, (next, last) => next - last).Min();
    }
}
