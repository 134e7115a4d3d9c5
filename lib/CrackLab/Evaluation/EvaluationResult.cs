using System.Text.Json;
using System.Text.Json.Serialization;
using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>How well a classifier does on a part of the data, each figure with its 95% interval.</summary>
/// <remarks>
/// For two classes precision, recall, F1, specificity, AUC and average precision are those of the positive class, the
/// second one; for more they are unweighted means over the classes, each against the rest.
/// </remarks>
[JsonConverter(typeof(EvaluationResultJsonConverter))]
[TypeFormatterSource]
public sealed record EvaluationResult
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Number of images.</summary>
    public required long Count { get; init; }

    /// <summary>
    /// Probability from which on an image is called positive, 0..1; <see langword="null"/> for more than two classes,
    /// where the most probable class wins.
    /// </summary>
    public required double? Threshold { get; init; }

    /// <summary>Share of the images told right; for two classes Keras' binary accuracy.</summary>
    public required Metric Accuracy { get; init; }

    /// <summary>Unweighted mean of the recalls of all classes.</summary>
    public required Metric BalancedAccuracy { get; init; }

    /// <summary>Share of the images called positive that are.</summary>
    public required Metric Precision { get; init; }

    /// <summary>Share of the positives that were found.</summary>
    public required Metric Recall { get; init; }

    /// <summary>Harmonic mean of precision and recall.</summary>
    public required Metric F1 { get; init; }

    /// <summary>Share of the negatives that were left alone.</summary>
    public required Metric Specificity { get; init; }

    /// <summary>Area under the ROC curve.</summary>
    public required Metric Auc { get; init; }

    /// <summary>Area under the precision-recall curve, as a sum of steps.</summary>
    public required Metric AveragePrecision { get; init; }

    /// <summary>Counts by actual and predicted class.</summary>
    public required ConfusionMatrix Confusion { get; init; }

    /// <summary>The figures of each class against the rest, in the order of the class names.</summary>
    public required IReadOnlyList<ClassResult> PerClass { get; init; }

    /// <summary>
    /// Curves: of the positive class alone for two classes, else of each class; without those that have no images or
    /// all of them.
    /// </summary>
    public required IReadOnlyList<ClassCurves> Curves { get; init; }

    /// <summary>How far the probabilities mean what they say.</summary>
    public required Reliability Reliability { get; init; }

    /// <summary>Number of groups (photographs) that the images come from; <see langword="null"/> where every image stands for itself.</summary>
    public int? Groups { get; init; }

    /// <summary>What the threshold was chosen for, such as "recall=0.99"; <see langword="null"/> where that is not known.</summary>
    public string? Aim { get; init; }

    /// <summary>Temperature in the model's weights; <see langword="null"/> where that is not known.</summary>
    public double? Temperature { get; init; }

    /// <summary>The figures, a line each.</summary>
    public override string ToString() => string.Join(Environment.NewLine,
    [
        $"{Count} pictures",
        $"accuracy {Accuracy}",
        $"precision {Precision}",
        $"recall {Recall}",
        $"F1 {F1}",
        $"ROC AUC {Auc}",
    ]);

    /// <summary>The result as JSON with stable camelCase keys; the curves are left out.</summary>
    /// <param name="indented">Whether to write it over several lines.</param>
    public string ToJson(bool indented = true) =>
        JsonSerializer.Serialize(this, indented ? Indented : JsonSerializerOptions.Default);
}
