using CrackLab.Evaluation;

namespace CrackLab.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly string[] Two = ["Negative", "Positive"];
    private static readonly string[] Three = ["a", "b", "c"];

    [Fact]
    public void Evaluate_SixImages_GivesHandComputedFigures()
    {
        EvaluationResult result = Evaluator.Evaluate(
            [0.9f, 0.8f, 0.3f, 0.6f, 0.2f, 0.1f], [1, 1, 1, 0, 0, 0], Two);

        Assert.Equal(6, result.Count);
        Assert.Equal(2, result.Confusion.TruePositives(1));
        Assert.Equal(1, result.Confusion.FalsePositives(1));
        Assert.Equal(1, result.Confusion.FalseNegatives(1));
        Assert.Equal(2, result.Confusion.TrueNegatives(1));
        Assert.Equal(2.0 / 3, result.Precision.Value);
        Assert.Equal(2.0 / 3, result.Recall.Value);
        Assert.Equal(2.0 / 3, result.F1.Value);
        Assert.Equal(2.0 / 3, result.Specificity.Value);
        Assert.Equal(2.0 / 3, result.Accuracy.Value);
        Assert.Equal(8.0 / 9, result.Auc.Value!.Value, 15);
        Assert.Equal((1 + 1 + 0.75) / 3, result.AveragePrecision.Value!.Value, 15);
    }

    [Fact]
    public void Evaluate_ScoreAtThreshold_IsPositive()
    {
        EvaluationResult result = Evaluator.Evaluate([0.5f, 0.25f], [1, 0], Two, threshold: 0.25);

        Assert.Equal(0.25, result.Threshold);
        Assert.Equal(1, result.Confusion.FalsePositives(1));
        Assert.Equal(1, result.Recall.Value);
    }

    [Fact]
    public void Evaluate_TwoColumns_TakesTheSecond()
    {
        EvaluationResult one = Evaluator.Evaluate([0.9f, 0.6f, 0.2f], [1, 0, 0], Two);
        EvaluationResult two = Evaluator.Evaluate([0.1f, 0.9f, 0.4f, 0.6f, 0.8f, 0.2f], [1, 0, 0], Two);

        Assert.Equal(one.ToJson(), two.ToJson());
    }

    [Fact]
    public void Evaluate_NothingPredictedPositive_LeavesPrecisionUndefined()
    {
        EvaluationResult result = Evaluator.Evaluate([0.1f, 0.2f], [1, 0], Two);

        Assert.Null(result.Precision.Value);
        Assert.Null(result.Precision.Interval);
        Assert.Equal("no image was predicted 'Positive'", result.Precision.Reason);
        Assert.Equal(0, result.F1.Value);
        Assert.Equal(0, result.Recall.Value);
    }

    [Fact]
    public void Evaluate_OnlyNegatives_LeavesWhatNeedsPositivesUndefined()
    {
        EvaluationResult result = Evaluator.Evaluate([0.1f, 0.2f], [0, 0], Two);

        foreach (Metric metric in new[] { result.Recall, result.F1, result.Auc, result.AveragePrecision, result.BalancedAccuracy })
        {
            Assert.Null(metric.Value);
            Assert.Contains("'Positive'", metric.Reason, StringComparison.Ordinal);
        }
        Assert.Equal(1, result.Specificity.Value);
        Assert.Empty(result.Curves);
    }

    [Fact]
    public void Evaluate_ThreeClasses_AveragesOverClasses()
    {
        EvaluationResult result = Evaluator.Evaluate(
            [0.8f, 0.1f, 0.1f, 0.2f, 0.7f, 0.1f, 0.3f, 0.3f, 0.4f, 0.6f, 0.3f, 0.1f], [0, 1, 2, 1], Three);

        Assert.Null(result.Threshold);
        Assert.Equal(0.75, result.Accuracy.Value);
        Assert.Equal([1, 2, 1], result.PerClass.Select(item => item.Support));
        Assert.Equal([0.5, 1, 1], result.PerClass.Select(item => item.Precision.Value));
        Assert.Equal([1, 0.5, 1], result.PerClass.Select(item => item.Recall.Value));
        Assert.Equal(2.5 / 3, result.Precision.Value!.Value, 15);
        Assert.Equal(result.Recall, result.BalancedAccuracy);
        Assert.Equal(["a", "b", "c"], result.Curves.Select(curve => curve.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Evaluate_ClassWithoutImages_NamesItInTheMean()
    {
        EvaluationResult result = Evaluator.Evaluate([0.8f, 0.1f, 0.1f, 0.2f, 0.7f, 0.1f], [0, 1], Three);

        Assert.Null(result.Recall.Value);
        Assert.Equal("no image is of class 'c'", result.Recall.Reason);
        Assert.Equal(["a", "b"], result.Curves.Select(curve => curve.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Evaluate_ScoresBarelyAboveZero_KeepTheirOrderForBothClasses()
    {
        EvaluationResult result = Evaluator.Evaluate([2e-20f, 1e-20f, 1e-20f], [1, 0, 0], Two);

        Assert.Equal(1, result.Auc.Value);
        Assert.Equal(1, result.PerClass[0].Auc.Value);
    }

    [Theory]
    [InlineData(new float[0], new int[0], "at least one image")]
    [InlineData(new[] { 0.5f }, new[] { 0, 1 }, "expected (2) or (2, 2) probabilities")]
    [InlineData(new[] { 0.5f, 1.5f }, new[] { 0, 1 }, "received 1.5 at 1")]
    [InlineData(new[] { 0.5f, float.NaN }, new[] { 0, 1 }, "received NaN at 1")]
    [InlineData(new[] { 0.5f, 0.5f }, new[] { 0, 2 }, "received 2 at 1")]
    public void Evaluate_BadInput_SaysWhatAndWhere(float[] probabilities, int[] labels, string part)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(probabilities, labels, Two));

        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_TwoClassesAlikeProbable_TakesTheFirst() =>
        Assert.Equal((1, 0), (Evaluator.Evaluate([0.4f, 0.4f, 0.2f], [0], ["a", "b", "c"]).Confusion[0, 0], Evaluator.Evaluate([0.4f, 0.4f, 0.2f], [0], ["a", "b", "c"]).Confusion[0, 1]));

    [Fact]
    public void Evaluate_ThresholdOutOfRange_Throws() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Evaluator.Evaluate([0.5f], [1], Two, double.NaN));
}
