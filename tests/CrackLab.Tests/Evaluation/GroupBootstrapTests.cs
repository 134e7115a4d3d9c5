using CrackLab.Evaluation;

namespace CrackLab.Tests.Evaluation;

public sealed class GroupBootstrapTests
{
    private const int Groups = 40;
    private const int Crops = 10;

    [Fact]
    public void Evaluate_CropsThatErrTogether_CoversWhereWilsonDoesNot()
    {
        const int times = 200;
        const double truth = 0.8;
        var random = new Random(7);
        int bootstrap = 0, wilson = 0;
        for (int time = 0; time < times; time++)
        {
            // All crops of a photograph are right or wrong together: 400 crops are worth 40.
            bool[] right = [.. Enumerable.Range(0, Groups).Select(_ => random.NextDouble() < truth)];
            EvaluationResult result = Judge(right);
            bootstrap += result.Accuracy.GroupInterval!.Value.Contains(truth) ? 1 : 0;
            wilson += result.Accuracy.Interval!.Value.Contains(truth) ? 1 : 0;
        }

        Assert.InRange(bootstrap, 0.89 * times, times);
        Assert.InRange(wilson, 0, 0.6 * times);
    }

    [Fact]
    public void Evaluate_Groups_IsTheSameEachTimeAndLeavesTheValuesAlone()
    {
        bool[] right = [.. Enumerable.Range(0, Groups).Select(i => i % 5 != 0)];
        EvaluationResult result = Judge(right);

        Assert.Equal(result.ToJson(), Judge(right).ToJson());
        Assert.Equal(Groups, result.Groups);
        Assert.Equal(0.8, result.Accuracy.Value);
        foreach (Metric metric in new[] { result.Accuracy, result.BalancedAccuracy, result.Precision, result.Recall, result.F1, result.Specificity, result.Auc })
        {
            Assert.True(metric.GroupInterval!.Value.Contains(metric.Value!.Value), metric.ToString());
            Assert.True(metric.GroupInterval.Value.High > metric.GroupInterval.Value.Low);
        }
    }

    [Fact]
    public void Evaluate_NoMistake_IsWilsonWithTheGroupsAsTrials()
    {
        EvaluationResult result = Judge([.. Enumerable.Repeat(true, Groups)]);

        Assert.Equal(ConfidenceInterval.Wilson(Groups, Groups), result.Accuracy.GroupInterval);
        Assert.Equal(ConfidenceInterval.Wilson(Groups / 2, Groups / 2), result.Recall.GroupInterval);
        Assert.Equal(ConfidenceInterval.AreaUnderRoc(1, Groups / 2, Groups / 2), result.Auc.GroupInterval);
    }

    [Fact]
    public void Evaluate_EachImageByItselfOrAllOneGroup_HasNoSecondInterval()
    {
        foreach (string[] groups in new[] { new[] { "a", "b", "c", "d" }, ["a", "a", "a", "a"] })
        {
            EvaluationResult result = Evaluator.Evaluate([0.9f, 0.1f, 0.4f, 0.7f], [1, 0, 1, 0], ["n", "p"], groups: groups);
            Assert.Null(result.Groups);
            Assert.Null(result.Accuracy.GroupInterval);
        }
    }

    [Fact]
    public void Evaluate_TooFewGroupNames_IsRefused() => Assert.Throws<ArgumentException>(() =>
        Evaluator.Evaluate([0.9f, 0.1f], [1, 0], ["n", "p"], groups: ["a"]));

    [Fact]
    public void Evaluate_WeightsAllOne_AreTheFiguresThemselves()
    {
        // Two groups with the same images: every draw gives the figures of the whole.
        float[] scores = [0.9f, 0.3f, 0.6f, 0.1f, 0.6f];
        int[] labels = [1, 1, 0, 0, 1];
        EvaluationResult result = Evaluator.Evaluate([.. scores, .. scores], [.. labels, .. labels], ["n", "p"], groups: [.. Enumerable.Range(0, 10).Select(i => i < 5 ? "a" : "b")]);

        // No draw differs, so Wilson's interval with two trials stands; and it does only if the draws agree.
        Assert.Equal(ConfidenceInterval.Wilson(result.Accuracy.Value!.Value * 2, 2), result.Accuracy.GroupInterval);
        Assert.Equal(ConfidenceInterval.AreaUnderRoc(result.Auc.Value!.Value, 2, 2), result.Auc.GroupInterval);
    }

    [Fact]
    public void Evaluate_ThreeClasses_HasIntervalsOfTheMeans()
    {
        float[] rows = [.. Enumerable.Range(0, 30).SelectMany(i => new[] { i % 3 == 0 ? 0.8f : 0.1f, i % 3 == 1 ? 0.8f : 0.1f, i % 3 == 2 ? 0.8f : 0.1f })];
        int[] labels = [.. Enumerable.Range(0, 30).Select(i => i < 6 ? 0 : i % 3)];
        EvaluationResult result = Evaluator.Evaluate(rows, labels, ["a", "b", "c"], groups: [.. Enumerable.Range(0, 30).Select(i => $"{i / 2}")]);

        Assert.True(result.Recall.GroupInterval!.Value.Contains(result.Recall.Value!.Value));
        Assert.True(result.Auc.GroupInterval!.Value.Contains(result.Auc.Value!.Value));
    }

    [Fact]
    public void Of_FewMisses_ReachesFurtherDownThanThePercentiles()
    {
        // 3 misses among 150: the plain percentile interval is 0.9533..1, Wilson's 0.9429..0.9932.
        Interval interval = GroupBootstrap.Of(150, weights => (double?)1 - (weights.Take(3).Sum() / 150.0))!.Value;

        Assert.InRange(interval.Low, 0.93, 0.952);
        Assert.InRange(interval.High, 0.98, 1);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.959964, 0.975)]
    [InlineData(-1.281552, 0.1)]
    public void NormalDistribution_Value_IsTheTables(double z, double share)
    {
        Assert.Equal(share, NormalDistribution.Cumulative(z), 1e-6);
        Assert.Equal(z, NormalDistribution.Quantile(share), 1e-5);
    }

    [Fact]
    public void Of_OneGroup_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => GroupBootstrap.Of(1, _ => (double?)0));

    [Fact]
    public void Of_MostlyUndefined_IsNone() => Assert.Null(GroupBootstrap.Of(3, weights => weights.All(weight => weight == 1) ? 1 : (double?)null));

    /// <summary>Half of the photographs are positive; a wrong one is called the other class on all its crops.</summary>
    private static EvaluationResult Judge(bool[] right)
    {
        int[] photos = [.. Enumerable.Range(0, Groups * Crops).Select(i => i / Crops)];
        int[] labels = [.. photos.Select(photo => photo % 2)];
        float[] scores = [.. photos.Select(photo => right[photo] == (photo % 2 == 1) ? 0.75f : 0.25f)];
        return Evaluator.Evaluate(scores, labels, ["n", "p"], groups: [.. photos.Select(photo => $"photo {photo}")]);
    }
}
