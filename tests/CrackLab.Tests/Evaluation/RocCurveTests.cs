using CrackLab.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests.Evaluation;

public sealed class RocCurveTests
{
    [Fact]
    public void Compute_KnownRanking_GivesKnownPoints()
    {
        RocCurve curve = RocCurve.Compute([0.1f, 0.4f, 0.35f, 0.8f], [false, false, true, true])!;

        Assert.Equal(0.75, curve.Area);
        Assert.Equal(
            [(0, 0), (0, 0.5), (0.5, 0.5), (0.5, 1), (1, 1)],
            curve.Points.Select(point => (point.FalsePositiveRate, point.TruePositiveRate)));
        Assert.Equal(double.PositiveInfinity, curve.Points[0].Threshold);
        Assert.Equal(0.8f, curve.Points[1].Threshold);
    }

    [Fact]
    public void Compute_AllScoresEqual_IsTheDiagonal()
    {
        RocCurve curve = RocCurve.Compute([0.5f, 0.5f, 0.5f], [true, false, false])!;

        Assert.Equal(0.5, curve.Area);
        Assert.Equal(2, curve.Points.Count);
    }

    [Fact]
    public void Compute_OneClassMissing_IsNull()
    {
        Assert.Null(RocCurve.Compute([0.5f, 0.7f], [true, true]));
        Assert.Null(RocCurve.Compute([0.5f, 0.7f], [false, false]));
        Assert.Null(RocCurve.Compute([], []));
    }

    [Fact]
    public void Compute_NaN_Throws() =>
        Assert.Throws<ArgumentException>(() => RocCurve.Compute([0.5f, float.NaN], [true, false]));

    [Fact]
    public void Area_AnyRanking_IsTheShareOfPairsRankedRight() =>
        Prop.ForAll(RankingGenerator.Rankings, ranking => RocCurve.Compute(ranking.Scores, ranking.IsPositive)!.Area == Pairs(ranking))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Area_MonotoneTransform_StaysTheSame() =>
        Prop.ForAll(
            RankingGenerator.Rankings,
            ranking =>
            {
                float[] moved = [.. ranking.Scores.Select(score => MathF.Exp(3 * score) - 7)];
                return RocCurve.Compute(ranking.Scores, ranking.IsPositive)!.Area
                    == RocCurve.Compute(moved, ranking.IsPositive)!.Area;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Area_Negated_IsTheRest() =>
        Prop.ForAll(
            RankingGenerator.Rankings,
            ranking =>
            {
                float[] negated = [.. ranking.Scores.Select(score => -score)];
                double sum = RocCurve.Compute(ranking.Scores, ranking.IsPositive)!.Area
                    + RocCurve.Compute(negated, ranking.IsPositive)!.Area;
                return Math.Abs(sum - 1) < 1e-12;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Points_AnyRanking_RiseFromZeroToOne() =>
        Prop.ForAll(
            RankingGenerator.Rankings,
            ranking =>
            {
                IReadOnlyList<RocPoint> points = RocCurve.Compute(ranking.Scores, ranking.IsPositive)!.Points;
                return points[^1] is { FalsePositiveRate: 1, TruePositiveRate: 1 }
                    && points.Zip(points.Skip(1)).All(pair =>
                        pair.First.FalsePositiveRate <= pair.Second.FalsePositiveRate
                        && pair.First.TruePositiveRate <= pair.Second.TruePositiveRate
                        && pair.First.Threshold > pair.Second.Threshold);
            }).QuickCheckThrowOnFailure();

    private static double Pairs((float[] Scores, bool[] IsPositive) ranking)
    {
        (long twice, long pairs) = (0, 0);
        for (int i = 0; i < ranking.Scores.Length; i++)
        {
            for (int j = 0; j < ranking.Scores.Length; j++)
            {
                if (!ranking.IsPositive[i] || ranking.IsPositive[j])
                    continue;
                twice += 1 + Math.Sign(ranking.Scores[i].CompareTo(ranking.Scores[j]));
                pairs++;
            }
        }
        return twice / (2.0 * pairs);
    }
}
