using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Data;
using CrackLab.Evaluation;

namespace CrackLab.Cli.Verbs;

/// <summary>Figures as lines of text.</summary>
internal static class EvaluationText
{
    /// <summary>The figures on a site: those of any set, recall at a fixed precision, calling every photo positive, where the threshold comes from.</summary>
    public static IEnumerable<string> Lines(SiteResult site)
    {
        if (site.Calibration is { } calibration)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Threshold {calibration.Threshold:0.####} fitted on {Counts(calibration.Fitted)} (seed {calibration.Seed}).");
            yield return $"Judged on {Counts(site.Set)}, none of them among those{(calibration.LeftOut > 0 ? $"; left out as copies or crops of the same photographs: {calibration.LeftOut}" : "")}.";
        }

        foreach (string line in Lines(site.Result))
        {
            yield return line;
        }

        yield return "";
        if (site.RecallAtPrecision is { } fixedPrecision)
        {
            string at = fixedPrecision.Threshold is { } threshold ? string.Create(CultureInfo.InvariantCulture, $", threshold {threshold:0.####}") : "";
            yield return string.Create(CultureInfo.InvariantCulture, $"  recall at precision {fixedPrecision.Target:0.###}  {Text(fixedPrecision.Recall)}{at}");
        }

        if (site.AlwaysPositive is { } always)
        {
            yield return $"  always {always.Confusion.Classes[1]}:";
            foreach (string line in Brief(always))
            {
                yield return line;
            }
        }

        if (site.Calibration is { Uncalibrated: { Threshold: { } own } uncalibrated })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  with the model's own threshold {own:0.####}:");
            foreach (string line in Brief(uncalibrated))
            {
                yield return line;
            }
        }
    }

    /// <summary>A line for each figure with its 95% interval, then the confusion matrix.</summary>
    public static IEnumerable<string> Lines(EvaluationResult result)
    {
        yield return result.Threshold is { } threshold
            ? string.Create(CultureInfo.InvariantCulture, $"{result.Count} images, threshold {threshold:0.####}{(result.Aim is { } aim ? $" (aim: {aim})" : "")}")
            : $"{result.Count} images";
        if (result.Groups is { } groups)
        {
            yield return $"  of {groups} groups of copies and overlapping crops; the second interval draws these anew, and is the one to go by";
        }

        (string Name, Metric Metric)[] figures =
        [
            ("accuracy", result.Accuracy),
            ("balanced accuracy", result.BalancedAccuracy),
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

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"  {"calibration error",-18} {result.Reliability.Ece:0.0000}  (equal width {result.Reliability.EceEqualWidth:0.0000}; Brier score {result.Reliability.Brier:0.0000})");
        yield return "";
        IReadOnlyList<string> classes = result.Confusion.Classes;
        int width = Math.Max(classes.Max(name => name.Length), 9);
        yield return $"  {"actual".PadRight(width)}  {string.Join("  ", classes.Select(name => $"called {name}".PadLeft(width + 7)))}";
        for (int actual = 0; actual < classes.Count; actual++)
        {
            yield return $"  {classes[actual].PadRight(width)}  {string.Join("  ", classes.Select((_, predicted) => result.Confusion[actual, predicted].ToString(CultureInfo.InvariantCulture).PadLeft(width + 7)))}";
        }
    }

    private static IEnumerable<string> Brief(EvaluationResult result) =>
    [
        $"    {"accuracy",-18} {Text(result.Accuracy)}",
        $"    {"balanced accuracy",-18} {Text(result.BalancedAccuracy)}",
        $"    {"precision",-18} {Text(result.Precision)}",
        $"    {"recall",-18} {Text(result.Recall)}",
        $"    {"f1",-18} {Text(result.F1)}",
    ];

    private static string Counts(ImageSet set) =>
        $"{Words.Count(set.Count, "image")} ({string.Join(", ", set.Classes.Zip(set.ClassCounts, (name, count) => $"{count} {name}"))})";

    private static string Text(Metric metric) => metric is { Value: { } value, Interval: { } interval }
        ? string.Create(CultureInfo.InvariantCulture, $"{value:0.0000}  (95% {interval.Low:0.0000} to {interval.High:0.0000}{(metric.GroupInterval is { } drawn ? string.Create(CultureInfo.InvariantCulture, $"; {drawn.Low:0.0000} to {drawn.High:0.0000}") : "")})")
        : $"undefined: {metric.Reason}";
}
