namespace CrackLab.Mapping;

/// <summary>What counts as a region.</summary>
public sealed record RegionOptions
{
    /// <summary>Log-odds by which the threshold moves from the middle of the scale to either end.</summary>
    private const double Reach = 4;

    /// <summary>
    /// 0 (only what is beyond doubt) to 1 (every suspicion); at 0.5 a place counts from the model's own threshold on, and
    /// every step of 0.1 makes the odds that are asked for 2.2 times smaller.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0..1.</exception>
    public double Sensitivity
    {
        get;
        init
        {
            if (!(value is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(value), value, "RegionOptions: expected a sensitivity from 0 to 1. 0.5 takes the model's own threshold.");
            field = value;
        }
    }

    = 0.5;

    /// <summary>Least area of a region in pixels of the photo, at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public double MinimumArea
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MinimumArea));
            field = value;
        }
    }

    /// <summary>How large a pixel of the photo is on the wall, in millimetres, above 0; <see langword="null"/> where that is unknown.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    public double? MillimetresPerPixel
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value ?? 1, nameof(MillimetresPerPixel));
            field = value;
        }
    }

    /// <summary>The log-odds from which on a place counts.</summary>
    /// <param name="threshold">The model's threshold, 0..1.</param>
    public double LevelFor(double threshold)
    {
        double probability = Math.Clamp(threshold, 1e-6, 1 - 1e-6);
        return Math.Log(probability / (1 - probability)) + ((0.5 - Sensitivity) * 2 * Reach);
    }
}
