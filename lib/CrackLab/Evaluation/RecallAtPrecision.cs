namespace CrackLab.Evaluation;

/// <summary>How many of the positives can be found while most alarms are right.</summary>
public sealed record RecallAtPrecision
{
    private RecallAtPrecision(double target, double? threshold, Metric recall, Metric precision) =>
        (Target, Threshold, Recall, Precision) = (target, threshold, recall, precision);

    /// <summary>Least precision that was asked for, 0..1.</summary>
    public double Target { get; }

    /// <summary>The lowest score from which on alarms are that precise, or <see langword="null"/> where there is none.</summary>
    public double? Threshold { get; }

    /// <summary>Recall there with its 95% interval.</summary>
    public Metric Recall { get; }

    /// <summary>Precision there with its 95% interval; at least <see cref="Target"/>.</summary>
    public Metric Precision { get; }

    /// <summary>Finds the threshold of highest recall whose precision is at least the one asked for.</summary>
    /// <param name="scores">One score an image; higher means rather positive.</param>
    /// <param name="isPositive">Whether each image is positive, as many.</param>
    /// <param name="precision">The least precision, above 0, up to 1.</param>
    /// <exception cref="ArgumentException">The lists differ in length, a score is NaN, or the precision is out of its range.</exception>
    /// <remarks>
    /// The threshold is chosen on the images that it is judged on, as in a precision-recall curve: the intervals do not
    /// know of that choice.
    /// </remarks>
    public static RecallAtPrecision Find(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive, double precision)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(precision);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 1);
        RankedScores ranked = new(scores, isPositive);
        for (int step = ranked.Count - 1; step >= 0; step--)
        {
            long hits = ranked.TruePositives(step);
            long alarms = hits + ranked.FalsePositives(step);
            if (hits >= precision * alarms)
            {
                return new RecallAtPrecision(
                    precision,
                    ranked.Score(step),
                    Metric.Proportion(hits, ranked.Positives, "there are no positives"),
                    Metric.Proportion(hits, alarms, "there are no alarms"));
            }
        }
        Metric none = Metric.Undefined(ranked.Positives == 0
            ? "there are no positives"
            : FormattableString.Invariant($"no threshold reaches a precision of {precision:0.###}"));
        return new RecallAtPrecision(precision, threshold: null, none, none);
    }
}
