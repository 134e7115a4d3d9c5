namespace CrackLab.Engine.Initializers;

/// <summary>Fills weights.</summary>
internal static class InitializerExtensions
{
    /// <summary>Deviation of a normal cut at two deviations, whose own deviation is 1: as Keras corrects for it.</summary>
    private const double TruncatedDeviation = 0.87962566103423978;

    /// <summary>Fills a weight tensor.</summary>
    /// <param name="initializer">How.</param>
    /// <param name="values">The tensor.</param>
    /// <param name="dimensions">Its dimensions, the last two (in, out), those before them a window.</param>
    /// <param name="random">Where the random numbers come from.</param>
    public static void Fill(this Initializer initializer, Span<float> values, IReadOnlyList<int> dimensions, RandomStream random)
    {
        if (initializer is Initializer.Zeros or Initializer.Ones)
        {
            values.Fill(initializer == Initializer.Ones ? 1 : 0);
            return;
        }

        int window = dimensions.Take(dimensions.Count - 2).Aggregate(1, (a, b) => a * b);
        double fanIn = window * (double)dimensions[^2];
        double fanOut = window * (double)dimensions[^1];
        bool glorot = initializer is Initializer.GlorotUniform or Initializer.GlorotNormal;
        double variance = glorot ? 2 / (fanIn + fanOut) : 2 / fanIn;
        bool uniform = initializer is Initializer.GlorotUniform or Initializer.HeUniform;
        double limit = uniform ? Math.Sqrt(3 * variance) : Math.Sqrt(variance) / TruncatedDeviation;
        foreach (ref float value in values)
        {
            value = (float)(limit * (uniform ? (2 * random.NextDouble()) - 1 : NextTruncated(random)));
        }
    }

    private static double NextTruncated(RandomStream random)
    {
        double value;
        do
        {
            value = random.NextNormal();
        }
        while (Math.Abs(value) > 2);
        return value;
    }
}
