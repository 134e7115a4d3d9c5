using CrackLab.Data;

namespace CrackLab.Display;

/// <summary>A chart of lines, points or bars: one description, drawn as SVG and described for plotly.js.</summary>
[TypeFormatterSource(typeof(FigureFormatters))]
public sealed record Chart : IFigure
{
    private const int Edge = 16;
    private const int TickGap = 9;
    private const int LabelHeight = 20;
    private const int MostDots = 40;

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>The axis across.</summary>
    public required ChartAxis XAxis { get; init; }

    /// <summary>The axis up.</summary>
    public required ChartAxis YAxis { get; init; }

    /// <summary>The lines; later ones lie on top.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>Width of the SVG in pixels, at least 240.</summary>
    public int Width { get; init; } = 420;

    /// <summary>Height of the part that holds the lines, in pixels, at least 80.</summary>
    public int PlotHeight { get; init; } = 206;

    /// <summary>Whether there are bars, which need an axis that begins at 0.</summary>
    internal bool HasBars => Series.Any(series => series.Style == SeriesStyle.Bars);

    /// <inheritdoc/>
    public PlotlyFigure ToPlotly() => ChartPlotly.Describe(this);

    /// <inheritdoc/>
    public string ToHtml() => FigureHtml.Write(this with { Width = Math.Max(Width, 600), PlotHeight = Math.Max(PlotHeight, 250) }, 600);

    /// <summary>Title and series, with their numbers of points.</summary>
    public override string ToString() =>
        $"Chart '{Title}', {YAxis.Label} over {XAxis.Label}: {string.Join(", ", Series.Where(series => series.Name.Length > 0).Select(series => $"{series.Name} ({series.Points.Count} points)"))}";

    /// <inheritdoc/>
    public string ToSvg()
    {
        PlotArea area = Layout(out ChartLegend legend);
        double height = area.Bottom + 3 * LabelHeight;
        return Markup.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" class="cracklab-chart" role="img" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" aria-label="{Title}">
            <style>{StyleSheet.Chart}</style>
            <rect class="paper" width="{Width}" height="{height}"/>
            <text class="title" x="{Edge}" y="28">{Title}</text>
            {legend.Entries}{Grid(area)}{Series.Select(series => Draw(series, area))}
            </svg>
            """).Text;
    }

    /// <summary>Where the lines lie in the SVG, for scripts that move something in it.</summary>
    internal PlotArea Layout() => Layout(out _);

    private PlotArea Layout(out ChartLegend legend)
    {
        AxisScale across = new(XAxis, Series.SelectMany(series => series.Points).Select(point => point.X));
        AxisScale up = new(
            HasBars ? YAxis with { Low = YAxis.Low ?? 0 } : YAxis,
            Series.SelectMany(series => series.Points).Select(point => point.Y));
        legend = new ChartLegend(Series, Width - Edge);
        double left = Edge + LabelHeight + up.Ticks.Max(tick => up.Label(tick).Length) * ChartText.LetterWidth;
        double top = legend.Bottom + LabelHeight;
        return new PlotArea(across, up, left, top, Width - Edge, top + PlotHeight);
    }

    private Markup Grid(PlotArea area)
    {
        IEnumerable<Markup> rows = area.Up.Ticks.Select(tick => Markup.Of(
            $"""<path class="grid" d="M{area.Left} {area.Y(tick)}H{area.Right}"/><text class="end" x="{area.Left - TickGap}" y="{area.Y(tick) + 5}">{area.Up.Label(tick)}</text>"""));
        double room = XAxis.Categories is { Count: > 0 } names ? (area.Right - area.Left) / names.Count : double.PositiveInfinity;
        IEnumerable<Markup> columns = area.Across.Ticks.Select(tick => Markup.Of(
            $"""<path class="axis" d="M{area.X(tick)} {area.Bottom}v5"/><text class="middle" x="{area.X(tick)}" y="{area.Bottom + 21}">{Shorten(area.Across.Label(tick), room)}</text>"""));
        double middle = (area.Top + area.Bottom) / 2;
        return Markup.Of($"""
            {rows}<path class="axis" d="M{area.Left} {area.Bottom}H{area.Right}"/>{columns}
            <text class="middle" x="{(area.Left + area.Right) / 2}" y="{area.Bottom + 44}">{XAxis.Label}</text>
            <text class="middle" transform="translate({Edge} {middle}) rotate(-90)">{YAxis.Label}</text>
            """);
    }

    private static string Shorten(string label, double room) => double.IsFinite(room) ? ChartText.Shorten(label, room) : label;

    private Markup Draw(ChartSeries series, PlotArea area)
    {
        if (series.Style == SeriesStyle.Bars)
            return Markup.Of($"""<g style="--colour:var(--series-{series.Colour})">{ChartBars.Draw(this, series, area)}</g>""");
        Markup line = series.Style == SeriesStyle.Points
            ? Markup.Empty
            : Markup.Of($"""<path class="{ChartText.LineClass(series)}" d="{SvgPath.Build(series, area)}"/>""");
        bool hasDots = series.Style == SeriesStyle.Points
            || (series.Style == SeriesStyle.Line && series.Points.Count <= MostDots);
        IEnumerable<Markup> dots = series.Points
            .Where(point => hasDots && area.IsShown(point))
            .Select(point => Dot(series, area, point));
        return Markup.Of($"""<g style="--colour:var(--series-{series.Colour})">{line}{dots}</g>""");
    }

    private static Markup Dot(ChartSeries series, PlotArea area, ChartPoint point)
    {
        string kind = series.Style == SeriesStyle.Points ? "mark" : "dot";
        double radius = series.Style == SeriesStyle.Points ? 6 : 3;
        Markup tip = Markup.Of($"{series.Name} {point.X:0.####}: {point.Y:0.######}");
        return Markup.Of(
            $"""<circle class="{kind}" cx="{area.X(point.X)}" cy="{area.Y(point.Y)}" r="{radius}"><title>{tip}</title></circle>""");
    }
}
