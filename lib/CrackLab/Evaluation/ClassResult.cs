namespace CrackLab.Evaluation;

/// <summary>How well one class is told from the rest.</summary>
public sealed record ClassResult
{
    /// <summary>Name of the class.</summary>
    public required string Name { get; init; }

    /// <summary>Images of this class.</summary>
    public required long Support { get; init; }

    /// <summary>Share of the images predicted as this class that are of it.</summary>
    public required Metric Precision { get; init; }

    /// <summary>Share of the images of this class that were found.</summary>
    public required Metric Recall { get; init; }

    /// <summary>Harmonic mean of precision and recall, 2·TP/(2·TP + FP + FN).</summary>
    public required Metric F1 { get; init; }

    /// <summary>Share of the images of other classes that were not taken for this one.</summary>
    public required Metric Specificity { get; init; }

    /// <summary>Area under the ROC curve of this class against the rest.</summary>
    public required Metric Auc { get; init; }

    /// <summary>Average precision of this class against the rest.</summary>
    public required Metric AveragePrecision { get; init; }
}
