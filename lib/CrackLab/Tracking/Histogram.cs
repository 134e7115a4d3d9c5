namespace CrackLab.Tracking;

/// <summary>How often values lie where.</summary>
/// <param name="Buckets">The buckets, from left to right; none where there are no values.</param>
public sealed record Histogram(IReadOnlyList<HistogramBucket> Buckets)
{
    private const int Count = 30;

    /// <summary>Number of values counted.</summary>
    public double Total => Buckets.Sum(bucket => bucket.Count);

    /// <summary>Counts values in 30 buckets of one width, from the least value to the greatest.</summary>
    /// <param name="values">The values; those that are not finite are left out.</param>
    /// <remarks>As tf.summary.histogram: values that are all equal make one bucket of width 1 around them.</remarks>
    public static Histogram Of(ReadOnlySpan<float> values)
    {
        (float least, float greatest, int finite) = Range(values);
        if (finite == 0)
            return new Histogram([]);
        if (least == greatest)
            return new Histogram([new HistogramBucket(least - 0.5, least + 0.5, finite)]);
        double width = ((double)greatest - least) / Count;
        Span<double> edges = stackalloc double[Count + 1];
        for (int i = 0; i < Count; i++)
            edges[i] = least + (i * width);
        edges[Count] = greatest;
        Span<long> counts = stackalloc long[Count];
        counts.Clear();
        Fill(values, edges, counts);
        var buckets = new HistogramBucket[Count];
        for (int i = 0; i < Count; i++)
            buckets[i] = new HistogramBucket(edges[i], edges[i + 1], counts[i]);
        return new Histogram(buckets);
    }

    /// <summary>The range and the number of values.</summary>
    public override string ToString() => Buckets.Count == 0
        ? "histogram of no values"
        : FormattableString.Invariant($"histogram of {Total} values from {Buckets[0].Left} to {Buckets[^1].Right}");

    private static (float Least, float Greatest, int Finite) Range(ReadOnlySpan<float> values)
    {
        float least = float.PositiveInfinity, greatest = float.NegativeInfinity;
        int finite = 0;
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            finite++;
            least = value < least ? value : least;
            greatest = value > greatest ? value : greatest;
        }
        return (least, greatest, finite);
    }

    private static void Fill(ReadOnlySpan<float> values, ReadOnlySpan<double> edges, Span<long> counts)
    {
        double least = edges[0];
        double perWidth = Count / (edges[Count] - least);
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                continue;
            int bucket = Math.Min((int)((value - least) * perWidth), Count - 1);
            // The quotient is rounded: the edges decide.
            if (value < edges[bucket])
                bucket--;
            else if (bucket < Count - 1 && value >= edges[bucket + 1])
                bucket++;
            counts[bucket]++;
        }
    }
}
