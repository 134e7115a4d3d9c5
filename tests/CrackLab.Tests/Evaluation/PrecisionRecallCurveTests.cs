using CrackLab.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests.Evaluation;

public sealed class PrecisionRecallCurveTests
{
    [Fact]
    public void Compute_KnownRanking_GivesKnownFigures()
    {
        PrecisionRecallCurve curve = PrecisionRecallCurve.Compute([0.1f, 0.4f, 0.35f, 0.8f], [false, false, true, true])!;

        Assert.Equal(5.0 / 6, curve.AveragePrecision, 15);
        Assert.Equal(
            [(0.5, 1), (0.5, 0.5), (1, 2.0 / 3), (1, 0.5)],
            curve.Points.Select(point => (point.Recall, point.Precision)));
    }

    [Fact]
    public void Compute_TiesAcrossClasses_AreOneStep()
    {
        PrecisionRecallCurve curve = PrecisionRecallCurve.Compute([0.6f, 0.6f, 0.6f, 0.2f], [true, false, false, true])!;

        Assert.Equal([(1.0 / 2, 1.0 / 3), (1, 0.5)], curve.Points.Select(point => (point.Recall, point.Precision)));
        Assert.Equal(0.5 / 3 + 0.25, curve.AveragePrecision, 15);
    }

    [Fact]
    public void Compute_NoPositives_IsNull() => Assert.Null(PrecisionRecallCurve.Compute([0.5f], [false]));

    [Fact]
    public void AveragePrecision_OrderOfImages_DoesNotMatter() =>
        Prop.ForAll(
            RankingGenerator.Rankings,
            ranking => PrecisionRecallCurve.Compute(ranking.Scores, ranking.IsPositive)!.AveragePrecision
                == PrecisionRecallCurve.Compute([.. ranking.Scores.Reverse()], [.. ranking.IsPositive.Reverse()])!.AveragePrecision)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void AveragePrecision_AnyRanking_LiesWithinZeroAndOne() =>
        Prop.ForAll(
            RankingGenerator.Rankings,
            ranking => PrecisionRecallCurve.Compute(ranking.Scores, ranking.IsPositive)!.AveragePrecision is > 0 and <= 1)
            .QuickCheckThrowOnFailure();
}
