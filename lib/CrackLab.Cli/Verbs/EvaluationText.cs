using System.Globalization;
using CrackLab.Evaluation;

namespace CrackLab.Cli.Verbs;

/// <summary>Figures as lines of text.</summary>
internal static class EvaluationText
{
    /// <summary>A line for each figure with its 95% interval, then the confusion matrix.</summary>
    public static IEnumerable<string> Lines(EvaluationResult result)
    {
        yield return result.Threshold is { } threshold
            ? string.Create(CultureInfo.InvariantCulture, $"{result.Count} images, threshold {threshold:0.###}")
            : $"{result.Count} images";
        (string Name, Metric Metric)[] figures =
        [
            ("accuracy", result.Accuracy),
            ("precision", result.Precision),
            ("recall", result.Recall),
            ("f1", result.F1),
            ("specificity", result.Specificity),
            ("auc", result.Auc),
            ("average precision", result.AveragePrecision),
        ];
        foreach ((string name, Metric metric) in figures)
        {
            yield return $"  {name,-18} {Text(metric)}";
        }

        yield return "";
        IReadOnlyList<string> classes = result.Confusion.Classes;
        int width = Math.Max(classes.Max(name => name.Length), 9);
        yield return $"  {"actual".PadRight(width)}  {string.Join("  ", classes.Select(name => $"called {name}".PadLeft(width + 7)))}";
        for (int actual = 0; actual < classes.Count; actual++)
        {
            yield return $"  {classes[actual].PadRight(width)}  {string.Join("  ", classes.Select((_, predicted) => result.Confusion[actual, predicted].ToString(CultureInfo.InvariantCulture).PadLeft(width + 7)))}";
        }
    }

    private static string Text(Metric metric) => metric is { Value: { } value, Interval: { } interval }
        ? string.Create(CultureInfo.InvariantCulture, $"{value:0.0000}  (95% {interval.Low:0.0000} to {interval.High:0.0000})")
        : $"undefined: {metric.Reason}";
}
