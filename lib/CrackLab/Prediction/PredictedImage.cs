using CrackLab.Data;

namespace CrackLab.Prediction;

/// <summary>What a model makes of one file, or why it could not look at it.</summary>
[TypeFormatterSource]
public sealed record PredictedImage
{
    /// <summary>The file, as it was asked for.</summary>
    public required string Path { get; init; }

    /// <summary>Predicted class, or <see langword="null"/> where the file could not be read.</summary>
    public string? Label { get; init; }

    /// <summary>For two classes the probability of the positive one, else that of the predicted class; 0..1.</summary>
    public float? Probability { get; init; }

    /// <summary>(classes) probabilities in the order of the model's classes, or <see langword="null"/>.</summary>
    public IReadOnlyList<float>? Probabilities { get; init; }

    /// <summary>Why the file could not be read, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>File, class and probability, or why it could not be read.</summary>
    public override string ToString() => Error is null
        ? FormattableString.Invariant($"{Path}: {Label} {Probability:0.0000}")
        : $"{Path}: {Error}";
}
