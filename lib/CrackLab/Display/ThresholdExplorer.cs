using System.Globalization;
using CrackLab.Data;
using CrackLab.Display.Views;
using CrackLab.Evaluation;

namespace CrackLab.Display;

/// <summary>ROC and precision-recall curve with a slider for the threshold, which needs no kernel, only the page.</summary>
/// <remarks>Without scripts a table of thresholds stands in its place.</remarks>
[TypeFormatterSource]
public sealed class ThresholdExplorer : INotebookView
{
    private const int MostPoints = 400;
    private static readonly double[] Tabled = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

    private readonly EvaluationResult _result;
    private readonly RocPoint[] _points;
    private readonly long _positives;
    private readonly long _negatives;

    /// <summary>Makes it.</summary>
    /// <param name="result">A result for two classes, of which both have pictures.</param>
    /// <exception cref="ArgumentException">There are more classes, or one has no pictures.</exception>
    public ThresholdExplorer(EvaluationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Threshold is null || result.Curves.Count != 1)
        {
            throw new ArgumentException(
                $"ThresholdExplorer: expected two classes with pictures of both, received {result.Confusion.Classes.Count} classes and {result.Curves.Count} curves. Evaluate on a set that has both.",
                nameof(result));
        }
        _result = result;
        _positives = result.Confusion.Support(1);
        _negatives = result.Confusion.Support(0);
        RocPoint[] all = [.. result.Curves[0].Roc.Points.Skip(1)];
        _points = all.Length <= MostPoints
            ? all
            : [.. Enumerable.Range(0, MostPoints).Select(i => all[(int)((long)i * (all.Length - 1) / (MostPoints - 1))])];
    }

    /// <summary>The confusion matrix at another threshold.</summary>
    /// <param name="threshold">Probability from which on a picture is called positive, 0..1.</param>
    public ConfusionMatrix At(double threshold)
    {
        RocPoint point = _result.Curves[0].Roc.Points.LastOrDefault(point => point.Threshold >= threshold);
        long hits = Hits(point), alarms = Alarms(point);
        return new ConfusionMatrix(_result.Confusion.Classes, new[,] { { _negatives - alarms, alarms }, { _positives - hits, hits } });
    }

    /// <inheritdoc/>
    public string ToHtml()
    {
        Chart roc = ResultCharts.Roc(_result.Curves[0].Roc) with { Width = 380 };
        Chart precisionRecall = ResultCharts.PrecisionRecall(_result.Curves[0].PrecisionRecall) with { Width = 380 };
        return View.Page(Markup.Of($"""
            <div class="cracklab-threshold" data-points='{new Markup(Data(roc.Layout(), precisionRecall.Layout()))}' data-live="{Live().Text}">
            <div class="wrap">{Marked(roc, "roc")}{Marked(precisionRecall, "pr")}</div>
            <details><summary>Table of thresholds</summary>{Table()}</details>
            </div><script>{StyleSheet.ThresholdScript}</script>
            """));
    }

    /// <summary>The table of thresholds.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Tabled.Select(threshold =>
    {
        ConfusionMatrix matrix = At(threshold);
        return string.Create(CultureInfo.InvariantCulture,
            $"from {threshold:0.00} on: {matrix[1, 1]} hits, {matrix[0, 1]} false alarms, {matrix[1, 0]} misses, {matrix[0, 0]} left alone");
    }));

    private long Hits(RocPoint point) => (long)Math.Round(point.TruePositiveRate * _positives);

    private long Alarms(RocPoint point) => (long)Math.Round(point.FalsePositiveRate * _negatives);

    private string Data(PlotArea roc, PlotArea precisionRecall) => System.Text.Json.JsonSerializer.Serialize(new
    {
        t = _points.Select(point => Math.Round(point.Threshold, 6)),
        tp = _points.Select(Hits),
        fp = _points.Select(Alarms),
        positives = _positives,
        negatives = _negatives,
        roc = Edges(roc),
        pr = Edges(precisionRecall),
    });

    private static double[] Edges(PlotArea area) => [.. new[] { area.Left, area.Right, area.Bottom, area.Top }.Select(edge => Math.Round(edge, 2))];

    private static Markup Marked(Chart chart, string name) => StaticPicture.Of(
        chart.ToSvg().Replace(
            "</svg>",
            $"""<circle data-mark="{name}" class="mark" style="--colour:var(--series-1)" r="6" visibility="hidden"/></svg>""",
            StringComparison.Ordinal),
        chart.ToString());

    private Markup Live() => Markup.Of($"""
        <p><label>threshold <input type="range" min="0" max="1" step="0.01" value="{_result.Threshold!.Value}" style="display:inline-block;width:16em;vertical-align:middle"></label> <strong data-tell="threshold"></strong></p>
        <div class="wrap">{Matrix()}{Figures()}</div>
        """);

    private Markup Matrix()
    {
        string negative = _result.Confusion.Classes[0], positive = _result.Confusion.Classes[1];
        return View.Table(
            ["actual", $"called {negative}", $"called {positive}"],
            [[View.Cell(negative), Told("tn"), Told("fp")], [View.Cell(positive), Told("fn"), Told("tp")]]);
    }

    private static Markup Figures() => View.Table(
        ["figure", "value"],
        new[] { "precision", "recall", "specificity", "accuracy", "f1" }.Select(name => new[] { View.Cell(name), Told(name) }));

    private static Markup Told(string name) => Markup.Of($"""<span data-tell="{name}"></span>""");

    private Markup Table() => View.Table(
        ["threshold", "precision", "recall", "accuracy", "hits", "false alarms", "misses", "left alone"],
        Tabled.Select(threshold =>
        {
            ConfusionMatrix matrix = At(threshold);
            long called = matrix[1, 1] + matrix[0, 1];
            return new[]
            {
                Markup.Of($"{threshold:0.00}"),
                called == 0 ? View.Cell("–") : Markup.Of($"{(double)matrix[1, 1] / called:0.0000}"),
                Markup.Of($"{(double)matrix[1, 1] / _positives:0.0000}"),
                Markup.Of($"{(double)matrix.Correct / matrix.Total:0.0000}"),
                View.Cell(matrix[1, 1]),
                View.Cell(matrix[0, 1]),
                View.Cell(matrix[1, 0]),
                View.Cell(matrix[0, 0]),
            };
        }));
}
