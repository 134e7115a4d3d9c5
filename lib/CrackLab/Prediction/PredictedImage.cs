using CrackLab.Data;
using CrackLab.Imaging.Exif;

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

    /// <summary>
    /// How far the decision is from another one, 0..1: for two classes the probability's distance from the threshold, else from
    /// the second most probable class. The smaller it is, the more a person should look.
    /// </summary>
    public float? Margin { get; init; }

    /// <summary>Reading and decoding the file and its share of the network's time, in milliseconds of the clock.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>When the photo was taken, where it says so (EXIF).</summary>
    public PhotoDate? DateTaken { get; init; }

    /// <summary>Where the photo was taken, where it says so (EXIF).</summary>
    public PhotoLocation? Location { get; init; }

    /// <summary>Why the file could not be read, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>File, class and probability, or why it could not be read.</summary>
    public override string ToString() => Error is null
        ? FormattableString.Invariant($"{Path}: {Label} {Probability:0.0000}")
        : $"{Path}: {Error}";
}
