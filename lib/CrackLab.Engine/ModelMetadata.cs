namespace CrackLab.Engine;

/// <summary>What a model file says besides weights and architecture.</summary>
public sealed record ModelMetadata
{
    /// <summary>Class names in the order of labels; for two classes the second is the positive one.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>Probability from which a picture is called positive, 0..1.</summary>
    /// <exception cref="ArgumentException">It is set to something else.</exception>
    public double Threshold
    {
        get;
        init => field = value is >= 0 and <= 1 ? value : throw new ArgumentException(
            FormattableString.Invariant($"ModelMetadata: expected a threshold from 0 to 1, received {value}. 0.5 is the usual one."), nameof(value));
    } = 0.5;

    /// <summary>What the threshold was chosen for on the validation part, such as "recall=0.99"; <see langword="null"/> where it was not chosen so.</summary>
    public string? Aim { get; init; }

    /// <summary>What the logits were divided by after training, above 0; 1 for nothing. The last layer's weights hold it already.</summary>
    /// <exception cref="ArgumentException">It is set to something else.</exception>
    public double Temperature
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new ArgumentException(
            FormattableString.Invariant($"ModelMetadata: expected a temperature above 0, received {value}. 1 leaves the logits alone."), nameof(value));
    } = 1;

    /// <summary>Side in pixels of the pictures that it was trained on, before they were resized; <see langword="null"/> where that is unknown.</summary>
    /// <remarks>What a model has learnt to look for is so many pixels wide; in a larger photo it looks at squares of this size.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1.</exception>
    public int? PictureSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(PictureSize));
            field = value;
        }
    }

    /// <summary>The run that made the weights, or <see langword="null"/>.</summary>
    public string? RunId { get; init; }
}
