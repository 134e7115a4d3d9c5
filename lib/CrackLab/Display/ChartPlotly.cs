namespace CrackLab.Display;

/// <summary>Describes a chart for plotly.js.</summary>
internal static class ChartPlotly
{
    /// <summary>Points of a line beyond which it is thinned out: more are not seen, and would fill the notebook.</summary>
    private const int MostPoints = 1000;

    private const int MostMarks = 40;

    /// <summary>Describes it.</summary>
    /// <param name="chart">The chart.</param>
    public static PlotlyFigure Describe(Chart chart) => new(
        [.. chart.Series.Select(series => Trace(chart, series))],
        new PlotlyLayout
        {
            Title = new PlotlyTitle(chart.Title),
            XAxis = Axis(chart.XAxis, startsAtZero: false),
            YAxis = Axis(chart.YAxis, chart.HasBars),
            Height = 390,
            BarMode = chart.HasBars ? "group" : null,
        });

    private static PlotlyTrace Trace(Chart chart, ChartSeries series)
    {
        string colour = SeriesColours.Of(series.Colour);
        ChartPoint[] points = Thin(series.Points);
        var trace = new PlotlyTrace
        {
            Type = series.Style == SeriesStyle.Bars ? "bar" : "scatter",
            Name = series.Name,
            X = [.. points.Select(point => (object?)PlotlyFigure.Number(point.X))],
            Y = [.. points.Select(point => (object?)PlotlyFigure.Number(point.Y))],
            ShowLegend = series.Name.Length > 0,
        };
        return series.Style switch
        {
            SeriesStyle.Bars => trace with { Marker = new PlotlyMarker(colour), Width = ChartBars.Width(chart) },
            SeriesStyle.Points => trace with { Mode = "markers", Marker = new PlotlyMarker(colour, 9) },
            SeriesStyle.Dashed => trace with { Mode = "lines", Line = new PlotlyLine(colour, 1.5, Dash: "dot") },
            SeriesStyle.Faint => trace with { Mode = "lines", Line = new PlotlyLine(colour, 1.5), Opacity = 0.3, HoverInfo = "skip" },
            SeriesStyle.Smooth => trace with { Mode = "lines", Line = new PlotlyLine(colour, 2) },
            SeriesStyle.Step => trace with { Mode = "lines", Line = new PlotlyLine(colour, 2, Shape: "vh") },
            _ => trace with
            {
                Mode = points.Length <= MostMarks ? "lines+markers" : "lines",
                Line = new PlotlyLine(colour, 2),
                Marker = new PlotlyMarker(colour, 6),
            },
        };
    }

    private static PlotlyAxis Axis(ChartAxis axis, bool startsAtZero) => new()
    {
        Title = new PlotlyText(axis.Label),
        Type = axis.IsLogarithmic ? "log" : null,
        Range = (axis.Low, axis.High, axis.IsLogarithmic) is ({ } low, { } high, false) ? [low, high] : null,
        RangeMode = startsAtZero || axis.Low == 0 ? "tozero" : null,
        TickValues = axis.Categories is { } names ? [.. names.Select((_, place) => (double)place)] : null,
        TickText = axis.Categories,
    };

    private static ChartPoint[] Thin(IReadOnlyList<ChartPoint> points) => points.Count <= MostPoints
        ? [.. points]
        : [.. Enumerable.Range(0, MostPoints).Select(i => points[(int)((long)i * (points.Count - 1) / (MostPoints - 1))])];
}
