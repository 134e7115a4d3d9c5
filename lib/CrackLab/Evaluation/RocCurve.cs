using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>Receiver operating characteristic: hits against false alarms as the threshold falls.</summary>
[TypeFormatterSource]
public sealed class RocCurve
{
    private RocCurve(IReadOnlyList<RocPoint> points, double area) => (Points, Area) = (points, area);

    /// <summary>Points from (0, 0) at an infinite threshold to (1, 1), one a distinct score.</summary>
    public IReadOnlyList<RocPoint> Points { get; }

    /// <summary>Area under the curve: the chance that a positive outranks a negative, ties counting half.</summary>
    public double Area { get; }

    /// <summary>Draws the curve.</summary>
    /// <param name="scores">One score an image; higher means rather positive.</param>
    /// <param name="isPositive">Whether each image is positive, as many.</param>
    /// <returns>The curve, or <see langword="null"/> where there are no positives or no negatives.</returns>
    /// <exception cref="ArgumentException">The lists differ in length or a score is NaN.</exception>
    public static RocCurve? Compute(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive) =>
        Compute(new RankedScores(scores, isPositive));

    /// <summary>The area and the number of points.</summary>
    public override string ToString() => FormattableString.Invariant($"ROC curve, area {Area:0.0000}, {Points.Count} points");

    internal static RocCurve? Compute(RankedScores ranked)
    {
        if (ranked.Positives == 0 || ranked.Negatives == 0)
            return null;
        List<RocPoint> points = new(ranked.Count + 1) { new RocPoint(double.PositiveInfinity, 0, 0) };
        // Twice the number of (positive, negative) pairs ranked right, in whole numbers: the area is exact.
        Int128 twicePairs = 0;
        long hitsBefore = 0, alarmsBefore = 0;
        for (int step = 0; step < ranked.Count; step++)
        {
            long hits = ranked.TruePositives(step);
            long alarms = ranked.FalsePositives(step);
            twicePairs += (Int128)(alarms - alarmsBefore) * (hits + hitsBefore);
            points.Add(new RocPoint(
                ranked.Score(step), (double)alarms / ranked.Negatives, (double)hits / ranked.Positives));
            (hitsBefore, alarmsBefore) = (hits, alarms);
        }
        return new RocCurve(points, (double)twicePairs / (2.0 * ranked.Positives * ranked.Negatives));
    }
}
