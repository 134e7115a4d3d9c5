using CrackLab.Data;
using CrackLab.Evaluation;

namespace CrackLab.Display.Views;

/// <summary>Figures of merit with their intervals, the confusion matrix and the curves.</summary>
internal static class EvaluationView
{
    /// <summary>Renders a result.</summary>
    /// <param name="result">The result.</param>
    public static string Render(EvaluationResult result) => View.Page(Parts(result));

    /// <summary>Renders a scored set: its figures.</summary>
    /// <param name="scored">The set.</param>
    public static string Render(ScoredSet scored) => View.Page([
        Markup.Of($"<p><code>{ShownPath.Of(scored.Set.Root)}</code></p>"),
        .. Parts(scored.Result),
    ]);

    /// <summary>Renders one figure.</summary>
    /// <param name="metric">The figure.</param>
    public static string Render(Metric metric) => View.Page(metric.Value is { } value
        ? Markup.Of($"<p><strong>{value:0.0000}</strong> {View.Meter(value)} <small>95%: {metric.Interval!.Value.ToString()}</small></p>")
        : View.Paragraph(metric.ToString()));

    private static Markup[] Parts(EvaluationResult result)
    {
        string rule = result.Threshold is { } threshold
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"‘{result.Confusion.Classes[1]}’ from a probability of {threshold:0.###} on.")
            : "Means over the classes.";
        (string, string, Metric)[] metrics =
        [
            ("accuracy", "share of pictures told right", result.Accuracy),
            ("balanced accuracy", "mean recall of the classes", result.BalancedAccuracy),
            ("precision", "share of alarms that were right", result.Precision),
            ("recall", "share of positives that were found", result.Recall),
            ("F1", "precision and recall in one", result.F1),
            ("specificity", "share of negatives left alone", result.Specificity),
            ("ROC AUC", "ranking, whatever the threshold", result.Auc),
            ("average precision", "precision over all recalls", result.AveragePrecision),
        ];
        IEnumerable<IReadOnlyList<Markup>> rows = metrics.Select(metric => (IReadOnlyList<Markup>)
        [
            View.Cell(metric.Item1),
            Markup.Of($"<small>{metric.Item2}</small>"),
            metric.Item3.Value is { } value ? Markup.Of($"<strong>{value:0.0000}</strong>") : View.Cell("–"),
            View.Cell(metric.Item3.Interval is { } interval ? interval.ToString() : metric.Item3.Reason),
            .. result.Groups is null ? Array.Empty<Markup>() : [View.Cell(metric.Item3.GroupInterval is { } drawn ? drawn.ToString() : "–")],
        ]);
        string[] heads = ["figure", "meaning", "value", "95% interval", .. result.Groups is null ? Array.Empty<string>() : ["95%, photographs drawn anew"]];
        List<IFigure> figures = [new HeatTable(result.Confusion)];
        if (result.Curves.Count > 0)
            figures.AddRange([ResultCharts.Roc(result), ResultCharts.PrecisionRecall(result)]);
        return
        [
            Markup.Of($"<p>{result.Count:#,0} pictures. {rule}</p>"),
            View.Table(heads, rows, texts: 2),
            View.Figures(figures),
        ];
    }
}
