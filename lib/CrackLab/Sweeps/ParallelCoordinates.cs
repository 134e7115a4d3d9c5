using System.Globalization;
using CrackLab.Data;
using CrackLab.Display;

namespace CrackLab.Sweeps;

/// <summary>Trials as lines across one axis a setting, the score last: the best third stands out.</summary>
/// <param name="result">The trials.</param>
[TypeFormatterSource(typeof(FigureFormatters))]
public sealed class ParallelCoordinates(SearchResult result) : IFigure
{
    private const string Title = "Settings and scores";
    private const int Width = 860;
    private const int Left = 70;
    private const int Right = 70;
    private const int Top = 96;
    private const int PlotHeight = 240;
    private const int MostLabels = 6;

    private readonly SearchTrial[] _trials = [.. result.Ranked.Where(trial => double.IsFinite(trial.Score))];

    private double Low => _trials.Length == 0 ? 0 : _trials.Min(trial => trial.Score);

    private double High => _trials.Length == 0 ? 1 : _trials.Max(trial => trial.Score);

    private int Axes => result.Parameters.Count + 1;

    /// <inheritdoc/>
    public string ToHtml() => FigureHtml.Write(this, Width);

    /// <summary>Title, settings and number of trials.</summary>
    public override string ToString() =>
        $"{Title}: {string.Join(", ", result.Parameters.Select(parameter => parameter.Name))}, score ({_trials.Length} trials)";

    /// <inheritdoc/>
    public PlotlyFigure ToPlotly() => new(
        [
            .. Enumerable.Range(0, 3).Reverse().Select(tone => new PlotlyTrace
            {
                Type = "scatter",
                Mode = "lines",
                Name = Legend(tone),
                X = [.. Of(tone).SelectMany(_ => Names.Append("").Select((name, axis) => (object?)(axis < Axes ? axis : null)))],
                Y = [.. Of(tone).SelectMany(trial => Enumerable.Range(0, Axes).Select(axis => (object?)PlotlyFigure.Number(Place(trial, axis))).Append(null))],
                Text = (object)Of(tone).SelectMany(trial => Enumerable.Repeat(Tip(trial), Axes + 1)).ToArray(),
                HoverInfo = "text",
                Line = new PlotlyLine(SeriesColours.Of(Colour(tone)), tone == 0 ? 2 : 1),
                Opacity = tone == 2 ? 0.5 : 1,
            }),
        ],
        new PlotlyLayout
        {
            Title = new PlotlyTitle(Title),
            XAxis = new PlotlyAxis { Title = new PlotlyText(""), TickValues = [.. Enumerable.Range(0, Axes).Select(axis => (double)axis)], TickText = Names },
            YAxis = new PlotlyAxis { Title = new PlotlyText("from the least to the greatest value"), Range = [-0.02, 1.02] },
            Height = 390,
        });

    /// <inheritdoc/>
    public string ToSvg()
    {
        const int Height = Top + PlotHeight + 24;
        return Markup.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" class="cracklab-chart" role="img" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" aria-label="{Title}">
            <style>{StyleSheet.Chart}</style>
            <rect class="paper" width="{Width}" height="{Height}"/>
            <text class="title" x="16" y="28">{Title}</text>
            {Enumerable.Range(0, 3).Select(Key)}{Enumerable.Range(0, 3).Reverse().SelectMany(tone => Of(tone).Reverse().Select(trial => Line(trial, tone)))}{Enumerable.Range(0, Axes).Select(Axis)}
            </svg>
            """).Text;
    }

    private IReadOnlyList<string> Names => [.. result.Parameters.Select(parameter => parameter.Name), "score"];

    /// <summary>Trials of a third: 0 for the best.</summary>
    private IEnumerable<SearchTrial> Of(int tone) => _trials.Where((_, rank) => rank * 3 / _trials.Length == tone);

    private static string Legend(int tone) => tone switch { 0 => "best third", 1 => "middle third", _ => "last third" };

    private static int Colour(int tone) => tone switch { 0 => 1, 1 => 0, _ => 5 };

    private double Place(SearchTrial trial, int axis) => axis < Axes - 1
        ? result.Parameters[axis].Place(trial.Settings[result.Parameters[axis].Name])
        : High == Low ? 0.5 : (trial.Score - Low) / (High - Low);

    private double X(int axis) => Left + (axis * (Width - Left - Right) / (double)(Axes - 1));

    private static double Y(double place) => Top + ((1 - place) * PlotHeight);

    private Markup Key(int tone) => Markup.Of(
        $"""<g style="--colour:var(--series-{Colour(tone)})"><path class="line{(tone == 2 ? " dashed" : "")}" d="M{16 + (tone * 140)} 49h21"/><text class="legend" x="{44 + (tone * 140)}" y="54">{Legend(tone)}</text></g>""");

    private Markup Line(SearchTrial trial, int tone)
    {
        string path = string.Concat(Enumerable.Range(0, Axes).Select(axis => string.Create(
            CultureInfo.InvariantCulture, $"{(axis == 0 ? 'M' : 'L')}{X(axis):0.#} {Y(Place(trial, axis)):0.#}")));
        return Markup.Of($"""<g style="--colour:var(--series-{Colour(tone)})"><path class="line{(tone == 2 ? " dashed" : "")}" d="{path}"><title>{Tip(trial)}</title></path></g>""");
    }

    private Markup Axis(int axis)
    {
        string anchor = axis == 0 ? "end" : "";
        double x = X(axis), beside = axis == 0 ? x - 8 : x + 8;
        IEnumerable<Markup> labels = Labels(axis).Select(label => Markup.Of($"""<text class="{anchor} legend" style="paint-order:stroke;stroke:var(--paper);stroke-width:4px" x="{beside}" y="{Y(label.Place) + 4}">{ChartText.Shorten(label.Text, axis == 0 ? 60 : 70)}</text>"""));
        return Markup.Of(
            $"""<path class="axis" d="M{x} {Top}v{PlotHeight}"/><text class="strong middle" x="{x}" y="{Top - 12}">{ChartText.Shorten(Names[axis], (Width - Left - Right) / (double)(Axes - 1))}</text>{labels}""");
    }

    private IEnumerable<(double Place, string Text)> Labels(int axis)
    {
        if (axis == Axes - 1)
        {
            return [(0, Low.ToString("0.0000", CultureInfo.InvariantCulture)), (1, High.ToString("0.0000", CultureInfo.InvariantCulture))];
        }

        SearchParameter parameter = result.Parameters[axis];
        return parameter.Values is { } values
            ? values.Where((_, index) => values.Count <= MostLabels || index == 0 || index == values.Count - 1)
                .Select(value => (parameter.Place(value), SearchParameter.Short(value)))
            : [(0, parameter.Low.ToString("g3", CultureInfo.InvariantCulture)), (1, parameter.High.ToString("g3", CultureInfo.InvariantCulture))];
    }

    private static string Tip(SearchTrial trial) => trial.ToString().Replace("<", "‹", StringComparison.Ordinal).Replace("'", "’", StringComparison.Ordinal);
}
