namespace CrackLab.Evaluation;

/// <summary>How a model is judged on a site that it was not trained on.</summary>
public sealed record SiteOptions
{
    /// <summary>Precision at which the recall is told, above 0, up to 1.</summary>
    public double Precision { get; init; } = 0.9;

    /// <summary>Labelled images to fit the threshold on, 0 for none.</summary>
    public int Calibrate { get; init; }

    /// <summary>Chooses those images.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>Probability from which on an image is called positive; <see langword="null"/> for the model's own, or the fitted one.</summary>
    public double? Threshold { get; init; }
}
