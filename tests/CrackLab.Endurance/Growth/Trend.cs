namespace CrackLab.Endurance.Growth;

/// <summary>A straight line through some values by least squares.</summary>
/// <param name="First">The line at the first sample.</param>
/// <param name="Last">The line at the last one.</param>
/// <param name="Spread">Standard deviation of what the line does not explain.</param>
internal sealed record Trend(double First, double Last, double Spread)
{
    /// <summary>How much it rises from the first sample to the last.</summary>
    public double Rise => Last - First;

    /// <summary>Fits the line.</summary>
    /// <param name="values">Places and values, at least three places.</param>
    public static Trend Of(IReadOnlyList<(double X, double Y)> values)
    {
        double x = values.Average(value => value.X), y = values.Average(value => value.Y);
        double across = values.Sum(value => (value.X - x) * (value.X - x));
        double slope = across > 0 ? values.Sum(value => (value.X - x) * (value.Y - y)) / across : 0;
        double At(double place) => y + (slope * (place - x));
        double off = values.Sum(value => (value.Y - At(value.X)) * (value.Y - At(value.X)));
        return new Trend(At(values[0].X), At(values[^1].X), Math.Sqrt(off / Math.Max(1, values.Count - 2)));
    }
}
