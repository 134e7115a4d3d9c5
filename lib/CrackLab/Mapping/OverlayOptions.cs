namespace CrackLab.Mapping;

/// <summary>How a map is laid over its photo.</summary>
public sealed record OverlayOptions
{
    /// <summary>0 (the photo alone) to 1 (the hottest places hide it).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0..1.</exception>
    public double Opacity
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Opacity));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1, nameof(Opacity));
            field = value;
        }
    }

    = 0.5;

    /// <summary>The sensitivity that the regions were found with: their level is the middle of the colours.</summary>
    public double Sensitivity { get; init; } = 0.5;
}
