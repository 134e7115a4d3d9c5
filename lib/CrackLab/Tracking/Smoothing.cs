namespace CrackLab.Tracking;

/// <summary>Smooths curves as TensorBoard does.</summary>
public static class Smoothing
{
    /// <summary>Exponential moving average without the bias towards 0 that it would begin with.</summary>
    /// <param name="values">The values; those that are not finite are passed on and left out of the mean.</param>
    /// <param name="weight">Part of the mean kept at each step, 0 (no smoothing) to below 1.</param>
    /// <returns>As many values.</returns>
    /// <remarks>m ← w·m + (1 − w)·x, d ← w·d + (1 − w), smoothed = m / d.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not from 0 to below 1.</exception>
    public static double[] Exponential(IReadOnlyList<double> values, double weight)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(weight, 1);
        var smooth = new double[values.Count];
        double mean = 0, share = 0;
        for (int i = 0; i < smooth.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                smooth[i] = values[i];
                continue;
            }
            mean = (weight * mean) + ((1 - weight) * values[i]);
            share = (weight * share) + (1 - weight);
            smooth[i] = mean / share;
        }
        return smooth;
    }
}
