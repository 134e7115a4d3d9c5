using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Evaluation;

namespace CrackLab.Experiments;

/// <summary>What a cross-validation came to.</summary>
/// <param name="Path">Folder that holds the folds' runs and folds.json.</param>
/// <param name="Folds">A run for each fold, as far as they were done.</param>
/// <param name="Metrics">The figures over the folds; empty where it was interrupted.</param>
public sealed record FoldsResult(string Path, IReadOnlyList<ExperimentResult> Folds, IReadOnlyList<FoldMetric> Metrics)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Whether it was cancelled before its end.</summary>
    public bool IsInterrupted => Folds.Any(fold => fold.Training.IsInterrupted);

    /// <summary>
    /// The result as JSON: run; folds with run, bestEpoch and metrics (as evaluate prints them); metrics with mean, sd,
    /// interval and values by name; interrupted.
    /// </summary>
    public string ToJson() => new JsonObject
    {
        ["run"] = Path,
        ["interrupted"] = IsInterrupted,
        ["folds"] = new JsonArray([.. Folds.Select(fold => (JsonNode)new JsonObject
        {
            ["run"] = fold.Folder.Path,
            ["bestEpoch"] = fold.Training.BestEpoch,
            ["metrics"] = JsonSerializer.SerializeToNode(fold.Evaluation),
        })]),
        ["metrics"] = new JsonObject(Metrics.Select(metric => KeyValuePair.Create<string, JsonNode?>(metric.Name, new JsonObject
        {
            ["mean"] = metric.Mean,
            ["sd"] = metric.StandardDeviation,
            ["interval"] = JsonSerializer.SerializeToNode(metric.Interval),
            ["values"] = JsonSerializer.SerializeToNode(metric.Values),
        }))),
    }.ToJsonString(Indented);
}
