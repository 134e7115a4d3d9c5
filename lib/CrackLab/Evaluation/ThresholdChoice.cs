namespace CrackLab.Evaluation;

/// <summary>A decision threshold chosen for an aim, or why there is none.</summary>
public sealed record ThresholdChoice
{
    /// <summary>The aim.</summary>
    public required DecisionAim Aim { get; init; }

    /// <summary>Probability from which on an image is called positive, 0..1; <see langword="null"/> where the aim was not reached.</summary>
    public required double? Threshold { get; init; }

    /// <summary>Recall at the threshold on the images that it was chosen on: flattering.</summary>
    public required Metric Recall { get; init; }

    /// <summary>Precision at the threshold on the images that it was chosen on: flattering.</summary>
    public required Metric Precision { get; init; }

    /// <summary>Why there is no threshold, as "expected …, received …"; <see langword="null"/> where there is one.</summary>
    public string? Reason { get; init; }

    /// <summary>Aim, threshold, recall and precision; or the reason.</summary>
    public override string ToString() => Threshold is { } threshold
        ? FormattableString.Invariant($"aim {Aim}: threshold {threshold:0.####}, recall {Recall.Value:0.0000}, precision {Precision.Value:0.0000}")
        : $"aim {Aim}: {Reason}";
}
