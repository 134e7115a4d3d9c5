using System.Globalization;
using CrackLab.Data;
using CrackLab.Evaluation;

namespace CrackLab.Display;

/// <summary>A confusion matrix as a table of shaded cells: hits blue, mistakes red.</summary>
/// <param name="matrix">The matrix.</param>
[TypeFormatterSource(typeof(FigureFormatters))]
public sealed class HeatTable(ConfusionMatrix matrix) : IFigure
{
    private const string Title = "Confusion matrix";
    private const int Width = 420;
    private const int Left = 112;
    private const int Top = 92;
    private const double FaintestMistake = 0.14;

    private readonly int _classes = matrix.Classes.Count;

    private double CellWidth => (Width - Left - 16.0) / _classes;

    private double CellHeight => Math.Clamp(206.0 / _classes, 34, 103);

    private double Height => Top + _classes * CellHeight + 16;

    /// <inheritdoc/>
    public string ToHtml() => FigureHtml.Write(this, Width);

    /// <summary>The counts, a line an actual class.</summary>
    public override string ToString() => matrix.ToString();

    /// <inheritdoc/>
    public PlotlyFigure ToPlotly()
    {
        int[] places = [.. Enumerable.Range(0, _classes)];
        return new PlotlyFigure(
            [
                new PlotlyTrace
                {
                    Type = "heatmap",
                    X = [.. matrix.Classes],
                    Y = [.. matrix.Classes],
                    Z = [.. places.Select(actual => places.Select(predicted => (double?)Share(actual, predicted)).ToArray())],
                    ZMin = 0,
                    ZMax = 1,
                    Text = places.Select(actual => places.Select(predicted =>
                        string.Create(CultureInfo.InvariantCulture, $"{matrix[actual, predicted]:#,0}<br>{Percent(Share(actual, predicted))}")).ToArray()).ToArray(),
                    TextTemplate = "%{text}",
                    // Opaque: plotly.js chooses light or dark letters by the cell's colour alone, not by the page behind it.
                    ColorScale = [[0, "#e6eef7"], [1, "#1f66b0"]],
                    ShowScale = false,
                    HoverInfo = "x+y+text",
                },
            ],
            new PlotlyLayout
            {
                Title = new PlotlyTitle(Title),
                XAxis = new PlotlyAxis { Title = new PlotlyText("predicted"), Type = "category" },
                YAxis = new PlotlyAxis { Title = new PlotlyText("actual"), Type = "category", AutoRange = "reversed" },
                Height = 340,
            });
    }

    /// <inheritdoc/>
    public string ToSvg() => ToSvg(_ => null);

    /// <summary>Draws it with links in it.</summary>
    /// <param name="link">Where a cell of an actual and a predicted class leads to; <see langword="null"/> for nowhere.</param>
    internal string ToSvg(Func<(int Actual, int Predicted), string?> link)
    {
        return Markup.Of($"""
            <svg xmlns="http://www.w3.org/2000/svg" class="cracklab-chart" role="img" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" aria-label="{Title}">
            <style>{StyleSheet.Chart}</style>
            <rect class="paper" width="{Width}" height="{Height}"/>
            <text class="title" x="16" y="28">{Title}</text>
            <text class="middle" x="{Left + _classes * CellWidth / 2}" y="56">predicted</text>
            <text class="end" x="{Left - 12}" y="{Top - 10}">actual</text>
            {ColumnHeads()}{Enumerable.Range(0, _classes).Select(actual => Row(actual, link))}
            </svg>
            """).Text;
    }

    private IEnumerable<Markup> ColumnHeads() => matrix.Classes.Select((name, column) => Markup.Of(
        $"""<text class="strong middle" x="{Left + (column + 0.5) * CellWidth}" y="{Top - 10}"><title>{name}</title>{ChartText.Shorten(name, CellWidth - 8)}</text>"""));

    private Markup Row(int actual, Func<(int Actual, int Predicted), string?> link)
    {
        double middle = Top + (actual + 0.5) * CellHeight;
        string name = matrix.Classes[actual];
        IEnumerable<Markup> cells = Enumerable.Range(0, _classes).Select(predicted => link((actual, predicted)) is { } target
            ? Markup.Of($"""<a href="{target}">{Cell(actual, predicted)}</a>""")
            : Cell(actual, predicted));
        return Markup.Of(
            $"""<text class="strong end" x="{Left - 12}" y="{middle + 5}"><title>{name}</title>{ChartText.Shorten(name, Left - 28)}</text>{cells}""");
    }

    private Markup Cell(int actual, int predicted)
    {
        long count = matrix[actual, predicted];
        double share = Share(actual, predicted);
        bool isHit = actual == predicted;
        double opacity = count == 0 ? 0 : isHit ? 0.1 + 0.85 * share : FaintestMistake + (0.95 - FaintestMistake) * share;
        double x = Left + predicted * CellWidth, y = Top + actual * CellHeight;
        double middle = x + CellWidth / 2;
        bool hasShare = CellHeight >= 50 && CellWidth >= 56;
        string ink = opacity > 0.5 ? "on-fill" : "legend";
        Markup percent = hasShare && matrix.Support(actual) > 0
            ? Markup.Of($"""<text class="middle {ink}" x="{middle}" y="{y + CellHeight / 2 + 20}">{Percent(share)}</text>""")
            : Markup.Empty;
        double countY = y + CellHeight / 2 + (hasShare ? -2 : 5);
        string size = hasShare ? "22px" : "13px";
        return Markup.Of($"""
            <g><title>actual {matrix.Classes[actual]}, predicted {matrix.Classes[predicted]}: {count}</title>
            <rect class="{(isHit ? "hit" : "miss")}" x="{x + 2}" y="{y + 2}" width="{CellWidth - 4}" height="{CellHeight - 4}" rx="6" fill-opacity="{opacity}"/>
            <rect class="cell" x="{x + 2}" y="{y + 2}" width="{CellWidth - 4}" height="{CellHeight - 4}" rx="6"/>
            <text class="middle {ink}" style="font-size:{size};font-weight:600" x="{middle}" y="{countY}">{count:#,0}</text>{percent}</g>
            """);
    }

    private double Share(int actual, int predicted) =>
        matrix.Support(actual) == 0 ? 0 : (double)matrix[actual, predicted] / matrix.Support(actual);

    private static string Percent(double share) => share.ToString("0.0%", CultureInfo.InvariantCulture);
}
