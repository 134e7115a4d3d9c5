using CrackLab.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests.Evaluation;

public sealed class RecallAtPrecisionTests
{
    [Fact]
    public void Find_PrecisionThatFallsAndRises_TakesTheHighestRecall()
    {
        // From the highest score: hit, miss, hit, hit, hit, miss, miss, hit.
        RecallAtPrecision found = RecallAtPrecision.Find(
            [0.9f, 0.8f, 0.7f, 0.6f, 0.5f, 0.4f, 0.3f, 0.2f], [true, false, true, true, true, false, false, true], 0.8);
        Assert.Equal(0.5f, found.Threshold);
        Assert.Equal((0.8, 0.8), (found.Recall.Value, found.Precision.Value));
        Assert.Equal(ConfidenceInterval.Wilson(4, 5), found.Recall.Interval);
    }

    [Fact]
    public void Find_OutOfReach_GivesTheReason()
    {
        RecallAtPrecision none = RecallAtPrecision.Find([0.9f, 0.1f], [false, true], 0.9);
        Assert.Null(none.Threshold);
        Assert.Equal("no threshold reaches a precision of 0.9", none.Recall.Reason);
        Assert.Equal("there are no positives", RecallAtPrecision.Find([0.9f], [false], 0.9).Recall.Reason);
    }

    [Fact]
    public void Find_AnyRanking_IsTheBestOfItsCurve() => Prop.ForAll(
        RankingGenerator.Rankings,
        ranking =>
        {
            double? best = PrecisionRecallCurve.Compute(ranking.Scores, ranking.IsPositive)!.Points
                .Where(point => point.Precision >= 0.75 && point.Recall > 0).Max(point => (double?)point.Recall);
            return RecallAtPrecision.Find(ranking.Scores, ranking.IsPositive, 0.75).Recall.Value == best;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1.1)]
    public void Find_PrecisionOutOfRange_IsRefused(double precision) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RecallAtPrecision.Find([0.5f], [true], precision));
}
