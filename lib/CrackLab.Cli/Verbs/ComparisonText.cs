using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Cli.Terminal;
using CrackLab.Data;
using CrackLab.Evaluation;
using CrackLab.Tracking;

namespace CrackLab.Cli.Verbs;

/// <summary>evaluate --against: two models on the same photos.</summary>
internal static class ComparisonText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The first model's figures, then how the second compares; as JSON under "against".</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="first">The photos as the first model scores them.</param>
    /// <param name="second">The same photos as the second scores them.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static IEnumerable<string> Lines(EvaluateOptions options, ScoredSet first, ScoredSet second, CancellationToken cancellation)
    {
        PairedComparison pair = PairedComparison.Of(first, second, cancellation);
        int seen = Seen(options.Against!, first.Set);
        return options.Json ? [Json(options, first, second, pair, seen)] : Text(options, first, second, pair, seen);
    }

    private static IEnumerable<string> Text(EvaluateOptions options, ScoredSet first, ScoredSet second, PairedComparison pair, int seen)
    {
        var table = new TextTable("", options.Target, options.Against!);
        (string Name, Func<EvaluationResult, Metric> Metric)[] figures =
        [
            ("accuracy", result => result.Accuracy), ("precision", result => result.Precision), ("recall", result => result.Recall),
            ("f1", result => result.F1), ("auc", result => result.Auc),
        ];
        foreach ((string name, Func<EvaluationResult, Metric> metric) in figures)
        {
            table.Add(name, Number(metric(first.Result).Value), Number(metric(second.Result).Value));
        }

        yield return $"{Words.Count(first.Set.Count, "image")}, both models";
        foreach (string line in table.Lines())
        {
            yield return $"  {line}";
        }

        yield return "";
        yield return $"  both right {pair.BothRight}, only the first {pair.OnlyFirst}, only the second {pair.OnlySecond}, both wrong {pair.BothWrong}";
        yield return string.Create(CultureInfo.InvariantCulture, $"  McNemar's test: exact p {pair.ExactP:0.0000}, mid-p {pair.MidP:0.0000}");
        string over = pair.DifferenceGroupInterval is { } drawn
            ? string.Create(CultureInfo.InvariantCulture, $" (95% over photographs {drawn.Low:+0.0000;-0.0000;0} to {drawn.High:+0.0000;-0.0000;0})")
            : "";
        yield return string.Create(CultureInfo.InvariantCulture, $"  accuracy of the first less that of the second: {pair.Difference:+0.0000;-0.0000;0}{over}");
        yield return $"  {pair.InWords}";
        if (pair.DifferenceGroupInterval is not null)
        {
            yield return "  The test takes every image by itself; images of one photograph err together, so go by the interval over photographs.";
        }

        if (seen > 0)
        {
            yield return $"  {seen} of these images lie in the parts that the second model was trained and chosen on, which flatters it.";
        }
    }

    private static string Json(EvaluateOptions options, ScoredSet first, ScoredSet second, PairedComparison pair, int seen)
    {
        JsonObject json = JsonSerializer.SerializeToNode(first.Result)!.AsObject();
        json["against"] = new JsonObject
        {
            ["model"] = options.Against,
            ["metrics"] = JsonSerializer.SerializeToNode(second.Result),
            ["bothRight"] = pair.BothRight,
            ["onlyFirst"] = pair.OnlyFirst,
            ["onlySecond"] = pair.OnlySecond,
            ["bothWrong"] = pair.BothWrong,
            ["exactP"] = pair.ExactP,
            ["midP"] = pair.MidP,
            ["difference"] = pair.Difference,
            ["differenceGroupInterval"] = JsonSerializer.SerializeToNode(pair.DifferenceGroupInterval),
            ["seenInTraining"] = seen,
            ["inWords"] = pair.InWords,
        };
        return json.ToJsonString(Indented);
    }

    /// <summary>Judged images whose like the other run was trained or chosen on; 0 where that is not known.</summary>
    private static int Seen(string other, ImageSet judged)
    {
        if (!RunFolder.HasBegun(other))
        {
            return 0;
        }

        RunFolder folder = RunFolder.Open(other);
        DatasetRecord dataset = RunRecord.Read(folder.RecordFile).Dataset;
        DataSplit split = DataSplit.ReadCsv(folder.SplitFile, dataset.Path, dataset.Classes);
        HashSet<string> known = [.. split.Train.Samples.Concat(split.Validation.Samples).Select(sample => sample.Sha256)];
        return judged.Samples.Count(sample => known.Contains(sample.Sha256));
    }

    private static string Number(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";
}
