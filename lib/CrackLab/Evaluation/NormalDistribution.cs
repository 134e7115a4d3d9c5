namespace CrackLab.Evaluation;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    private const double Furthest = 9;
    private const int BisectionSteps = 60;

    /// <summary>Chance of a value below <paramref name="z"/>.</summary>
    /// <param name="z">The value.</param>
    /// <remarks>Abramowitz and Stegun 26.2.17; the error is below 7.5e-8.</remarks>
    public static double Cumulative(double z)
    {
        double t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        double series = t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        double above = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * series;
        return z >= 0 ? 1 - above : above;
    }

    /// <summary>The value below which a share of the distribution lies.</summary>
    /// <param name="share">Above 0, below 1.</param>
    public static double Quantile(double share)
    {
        double low = -Furthest, high = Furthest;
        for (int step = 0; step < BisectionSteps; step++)
        {
            double middle = (low + high) / 2;
            (low, high) = Cumulative(middle) < share ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }
}
