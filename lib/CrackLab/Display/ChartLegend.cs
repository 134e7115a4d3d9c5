namespace CrackLab.Display;

/// <summary>The names of the series above a chart, in as many lines as they need.</summary>
internal sealed class ChartLegend
{
    private const int Left = 16;
    private const int FirstLine = 54;
    private const int LineHeight = 20;
    private const int KeyWidth = 28;
    private const int Gap = 18;

    private readonly List<Markup> _entries = [];

    /// <summary>Lays the legend out.</summary>
    /// <param name="series">The series; those without a name are left out.</param>
    /// <param name="right">Right edge, in pixels.</param>
    public ChartLegend(IEnumerable<ChartSeries> series, double right)
    {
        double x = Left;
        int y = FirstLine;
        foreach (ChartSeries item in series.Where(item => item.Name.Length > 0))
        {
            double width = KeyWidth + item.Name.Length * ChartText.LetterWidth;
            if (x > Left && x + width > right)
                (x, y) = (Left, y + LineHeight);
            _entries.Add(Entry(item, x, y));
            x += width + Gap;
        }
        Bottom = y;
    }

    /// <summary>Lower edge, in pixels.</summary>
    public double Bottom { get; }

    /// <summary>What to draw.</summary>
    public IReadOnlyList<Markup> Entries => _entries;

    private static Markup Entry(ChartSeries series, double x, double y)
    {
        Markup key = series.Style switch
        {
            SeriesStyle.Points => Markup.Of($"""<circle class="mark" cx="{x + 11}" cy="{y - 5}" r="5"/>"""),
            SeriesStyle.Bars => Markup.Of($"""<rect class="bar" x="{x + 5}" y="{y - 11}" width="12" height="12"/>"""),
            _ => Markup.Of($"""<path class="{ChartText.LineClass(series)}" d="M{x} {y - 5}h21"/>"""),
        };
        return Markup.Of(
            $"""<g class="key" style="--colour:var(--series-{series.Colour})">{key}<text class="legend" x="{x + KeyWidth}" y="{y}">{series.Name}</text></g>""");
    }
}
