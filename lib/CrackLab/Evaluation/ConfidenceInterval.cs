namespace CrackLab.Evaluation;

/// <summary>95% intervals that stay honest at 0 and 1: a perfect score on few images is still uncertain.</summary>
public static class ConfidenceInterval
{
    /// <summary>Quantile of the normal distribution that leaves 2.5% above it.</summary>
    private const double Z = 1.959963984540054;

    private const int BisectionSteps = 60;

    /// <summary>Wilson's score interval of a proportion.</summary>
    /// <param name="hits">Hits, 0..<paramref name="trials"/>; need not be whole.</param>
    /// <param name="trials">Trials, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">No trials, or hits outside 0..trials.</exception>
    /// <remarks>
    /// (hits + z²/2 ± z·sqrt(hits·(trials − hits)/trials + z²/4)) / (trials + z²).
    /// E. B. Wilson, J. Am. Stat. Assoc. 22 (1927).
    /// </remarks>
    public static Interval Wilson(double hits, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        if (!(hits >= 0 && hits <= trials))
        {
            throw new ArgumentOutOfRangeException(
                nameof(hits), hits, $"Wilson: expected hits in 0..{trials}, received {hits}. Count again.");
        }
        double center = hits + Z * Z / 2;
        double half = Z * Math.Sqrt(hits * (trials - hits) / trials + Z * Z / 4);
        double low = hits == 0 ? 0 : Math.Max(0, (center - half) / (trials + Z * Z));
        double high = hits == trials ? 1 : Math.Min(1, (center + half) / (trials + Z * Z));
        return new Interval(low, high);
    }

    /// <summary>Interval of F1 through the Jaccard proportion J = TP/(TP+FP+FN), as F1 = 2J/(1+J).</summary>
    /// <param name="truePositives">Positives found.</param>
    /// <param name="errors">False positives and false negatives together.</param>
    /// <exception cref="ArgumentOutOfRangeException">Both counts are zero, or one is negative.</exception>
    /// <remarks>F1 is no proportion, J is one, and the map between them is monotone: Wilson's interval of J carries over.</remarks>
    public static Interval F1(long truePositives, long errors)
    {
        Interval jaccard = Wilson(truePositives, truePositives + errors);
        return new Interval(2 * jaccard.Low / (1 + jaccard.Low), 2 * jaccard.High / (1 + jaccard.High));
    }

    /// <summary>Newcombe's interval of the area under the ROC curve.</summary>
    /// <param name="auc">The area, 0..1.</param>
    /// <param name="positives">Number of positives, at least 1.</param>
    /// <param name="negatives">Number of negatives, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>
    /// The score form of Hanley and McNeil's variance with both sample sizes replaced by their mean:
    /// V(θ) = θ(1−θ)·(1 + (N/2 − 1)·((1−θ)/(2−θ) + θ/(1+θ)))/(m·n), N = m + n; the ends solve |auc − θ| = z·sqrt(V(θ)).
    /// R. G. Newcombe, Statistics in Medicine 25 (2006) 559–573, method 5.
    /// </remarks>
    public static Interval AreaUnderRoc(double auc, long positives, long negatives)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(positives);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(negatives);
        if (!(auc >= 0 && auc <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(auc), auc, $"AreaUnderRoc: expected an area in 0..1, received {auc}. Compute it from ranks.");
        }
        double low = auc == 0 ? 0 : LowerEnd(auc, positives, negatives);
        // The variance is symmetric about 1/2: the upper end is the lower one of the mirrored area.
        double high = auc == 1 ? 1 : 1 - LowerEnd(1 - auc, positives, negatives);
        return new Interval(low, high);
    }

    /// <summary>Interval of the unweighted mean of independent figures from the intervals of each.</summary>
    /// <param name="values">The figures.</param>
    /// <param name="intervals">Their intervals, as many.</param>
    /// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
    /// <remarks>Square-and-add (MOVER): mean − sqrt(Σ(vᵢ − lowᵢ)²)/k to mean + sqrt(Σ(highᵢ − vᵢ)²)/k.</remarks>
    public static Interval Mean(IReadOnlyList<double> values, IReadOnlyList<Interval> intervals)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(intervals);
        if (values.Count == 0 || values.Count != intervals.Count)
        {
            throw new ArgumentException(
                $"Mean: expected as many intervals as values, at least one, received {values.Count} values and " +
                $"{intervals.Count} intervals. Pair them.",
                nameof(intervals));
        }
        double below = 0, above = 0;
        for (int i = 0; i < values.Count; i++)
        {
            below += Square(values[i] - intervals[i].Low);
            above += Square(intervals[i].High - values[i]);
        }
        double mean = values.Average();
        return new Interval(
            Math.Max(0, mean - Math.Sqrt(below) / values.Count),
            Math.Min(1, mean + Math.Sqrt(above) / values.Count));
    }

    private static double LowerEnd(double auc, long positives, long negatives)
    {
        double outside = 0, inside = auc;
        for (int step = 0; step < BisectionSteps; step++)
        {
            double middle = (outside + inside) / 2;
            if (Square(auc - middle) > Z * Z * Variance(middle, positives, negatives))
                outside = middle;
            else
                inside = middle;
        }
        return outside;
    }

    private static double Variance(double area, long positives, long negatives)
    {
        double others = (positives + negatives) / 2.0 - 1;
        double spread = (1 - area) / (2 - area) + area / (1 + area);
        return area * (1 - area) * (1 + others * spread) / ((double)positives * negatives);
    }

    private static double Square(double value) => value * value;
}
