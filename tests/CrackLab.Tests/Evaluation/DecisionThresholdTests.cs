using CrackLab.Evaluation;
using FsCheck;
using FsCheck.Fluent;

namespace CrackLab.Tests.Evaluation;

public sealed class DecisionThresholdTests
{
    [Fact]
    public void MaximizingF1_SeparableScores_LiesBetweenThem() =>
        Assert.Equal(0.5, DecisionThreshold.MaximizingF1([0.25f, 0.125f, 0.75f, 1], [false, false, true, true]));

    [Fact]
    public void MaximizingF1_ScoresNearZero_DividesTheGapInLogOdds() =>
        Assert.Equal(0.01, DecisionThreshold.MaximizingF1([0.0001f, 0.0001f, 0.5025126f], [false, false, true])!.Value, 1e-4);

    [Fact]
    public void MaximizingF1_AdjacentScores_StaysBetweenThem()
    {
        float low = 1 - 2e-7f, high = MathF.BitIncrement(low);
        Assert.InRange(DecisionThreshold.MaximizingF1([low, high], [false, true])!.Value, Math.BitIncrement((double)low), high);
    }

    [Fact]
    public void MaximizingF1_NoPositives_IsNull() => Assert.Null(DecisionThreshold.MaximizingF1([0.2f], [false]));

    [Fact]
    public void MaximizingF1_AnyRanking_IsBeatenByNoOtherThreshold() =>
        Prop.ForAll(
            RankingGenerator.Rankings,
            ranking =>
            {
                double best = F1(ranking, DecisionThreshold.MaximizingF1(ranking.Scores, ranking.IsPositive)!.Value);
                return ranking.Scores.All(score => F1(ranking, score) <= best);
            }).QuickCheckThrowOnFailure();

    private static double F1((float[] Scores, bool[] IsPositive) ranking, double threshold) => Evaluator.Evaluate(
        ranking.Scores, [.. ranking.IsPositive.Select(flag => flag ? 1 : 0)], ["n", "p"], threshold).F1.Value!.Value;
}
