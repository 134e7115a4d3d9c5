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

    [Theory]
    [InlineData("recall=0.75", 0.75, 1.0)]
    [InlineData("recall=0.76", 1.0, 0.8)]
    [InlineData("recall=1", 1.0, 0.8)]
    [InlineData("precision=1", 0.75, 1.0)]
    [InlineData("precision=0.8", 1.0, 0.8)]
    [InlineData("precision=0.5", 1.0, 0.5)]
    [InlineData("youden", 0.75, 1.0)]
    [InlineData("f1", 1.0, 0.8)]
    [InlineData("cautious", 1.0, 0.5)]
    [InlineData("threshold=0.65", 0.5, 1.0)]
    public void Choose_Aim_TakesTheThresholdThatServesIt(string aim, double recall, double precision)
    {
        float[] scores = [0.9f, 0.8f, 0.6f, 0.55f, 0.4f, 0.3f, 0.2f, 0.1f];
        bool[] isPositive = [true, true, true, false, true, false, false, false];

        ThresholdChoice choice = DecisionThreshold.Choose(DecisionAim.Parse(aim), scores, isPositive);

        Assert.Equal((recall, precision), (choice.Recall.Value, choice.Precision.Value));
        Assert.Equal(recall, Judge(scores, isPositive, choice.Threshold!.Value).Recall.Value);
        Assert.Equal(precision, Judge(scores, isPositive, choice.Threshold!.Value).Precision.Value);
    }

    [Fact]
    public void Choose_Cautious_CallsOneChanceInTenPositive()
    {
        float[] scores = [0.95f, 0.9f, 0.6f, 0.1f];
        bool[] isPositive = [true, true, false, false];

        Assert.Equal(0.1, DecisionThreshold.Choose(DecisionAim.Cautious, scores, isPositive).Threshold);
        Assert.InRange(DecisionThreshold.Choose(DecisionAim.Cautious, [0.06f, 0.03f], [true, false]).Threshold!.Value, 0.03, 0.06);
        Assert.InRange(DecisionThreshold.Choose(DecisionAim.Parse("recall=0.99"), scores, isPositive).Threshold!.Value, 0.6, 0.9);
    }

    [Fact]
    public void Choose_RecallThatRoundsUp_AsksForNoImageMore() => Assert.Equal(
        0.07,
        DecisionThreshold.Choose(
            DecisionAim.Parse("recall=0.07"), [.. Enumerable.Range(0, 100).Select(i => 1 - (i / 128f))], [.. Enumerable.Repeat(true, 100)]).Recall.Value);

    [Fact]
    public void Choose_PrecisionOutOfReach_SaysHowFarItGets()
    {
        ThresholdChoice choice = DecisionThreshold.Choose(DecisionAim.Parse("precision=0.9"), [0.75f, 0.5f, 0.25f], [false, true, true]);

        Assert.Null(choice.Threshold);
        Assert.Equal(
            "expected a threshold with a precision of 0.9, received 0.6667 at most (at 0.25, where recall is 1.0000). Ask for less, or train a better model.",
            choice.Reason);
    }

    [Theory]
    [InlineData("youden", false)]
    [InlineData("recall=0.9", false)]
    [InlineData("youden", true)]
    public void Choose_OneClassOnly_SaysSo(string aim, bool positive) => Assert.Contains(
        positive ? "expected negatives" : "expected positives",
        DecisionThreshold.Choose(DecisionAim.Parse(aim), [0.2f, 0.4f], [positive, positive]).Reason);

    [Fact]
    public void Choose_AnyRanking_ReachesItsAimAndNoHigherThresholdFindsAsMuch() =>
        Prop.ForAll(
            RankingGenerator.Rankings,
            ranking =>
            {
                double threshold = DecisionThreshold.Choose(DecisionAim.Parse("recall=0.6"), ranking.Scores, ranking.IsPositive).Threshold!.Value;
                double recall = Judge(ranking.Scores, ranking.IsPositive, threshold).Recall.Value!.Value;
                return recall >= 0.6 && ranking.Scores.Where(score => score > threshold && score < 1)
                    .All(score => Judge(ranking.Scores, ranking.IsPositive, Math.BitIncrement((double)score)).Recall.Value < 0.6);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Choose_GivenThresholdThatIsAScore_CallsThatImagePositive() =>
        Assert.Equal(1, DecisionThreshold.Choose(DecisionAim.Parse("threshold=0.5"), [0.5f, 0.25f], [true, false]).Recall.Value);

    private static EvaluationResult Judge(float[] scores, bool[] isPositive, double threshold) =>
        Evaluator.Evaluate(scores, [.. isPositive.Select(flag => flag ? 1 : 0)], ["n", "p"], threshold);

    private static double F1((float[] Scores, bool[] IsPositive) ranking, double threshold) => Evaluator.Evaluate(
        ranking.Scores, [.. ranking.IsPositive.Select(flag => flag ? 1 : 0)], ["n", "p"], threshold).F1.Value!.Value;
}
