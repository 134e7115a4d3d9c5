using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>Precision against recall as the threshold falls.</summary>
[TypeFormatterSource]
public sealed class PrecisionRecallCurve
{
    private PrecisionRecallCurve(IReadOnlyList<PrecisionRecallPoint> points, double averagePrecision) =>
        (Points, AveragePrecision) = (points, averagePrecision);

    /// <summary>Points by falling threshold, one a distinct score; the last has recall 1.</summary>
    public IReadOnlyList<PrecisionRecallPoint> Points { get; }

    /// <summary>Mean of the precision over the positives, each at the threshold that just finds it.</summary>
    /// <remarks>Σ (recallₙ − recallₙ₋₁)·precisionₙ, without interpolation, as scikit-learn's average_precision_score.</remarks>
    public double AveragePrecision { get; }

    /// <summary>Draws the curve.</summary>
    /// <param name="scores">One score an image; higher means rather positive.</param>
    /// <param name="isPositive">Whether each image is positive, as many.</param>
    /// <returns>The curve, or <see langword="null"/> where there are no positives.</returns>
    /// <exception cref="ArgumentException">The lists differ in length or a score is NaN.</exception>
    public static PrecisionRecallCurve? Compute(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive) =>
        Compute(new RankedScores(scores, isPositive));

    /// <summary>The average precision and the number of points.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"precision-recall curve, average precision {AveragePrecision:0.0000}, {Points.Count} points");

    internal static PrecisionRecallCurve? Compute(RankedScores ranked)
    {
        if (ranked.Positives == 0)
            return null;
        List<PrecisionRecallPoint> points = new(ranked.Count);
        double sum = 0;
        long hitsBefore = 0;
        for (int step = 0; step < ranked.Count; step++)
        {
            long hits = ranked.TruePositives(step);
            double precision = (double)hits / (hits + ranked.FalsePositives(step));
            points.Add(new PrecisionRecallPoint(ranked.Score(step), (double)hits / ranked.Positives, precision));
            sum += (hits - hitsBefore) * precision;
            hitsBefore = hits;
        }
        return new PrecisionRecallCurve(points, sum / ranked.Positives);
    }
}
