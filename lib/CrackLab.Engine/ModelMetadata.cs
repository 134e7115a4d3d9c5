namespace CrackLab.Engine;

/// <summary>What a model file says besides weights and architecture.</summary>
public sealed record ModelMetadata
{
    /// <summary>Class names in the order of labels; for two classes the second is the positive one.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Probability from which a picture is called positive, 0..1.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>The run that made the weights, or <see langword="null"/>.</summary>
    public string? RunId { get; init; }
}
