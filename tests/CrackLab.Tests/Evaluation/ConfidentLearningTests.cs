using CrackLab.Evaluation;

namespace CrackLab.Tests.Evaluation;

public sealed class ConfidentLearningTests
{
    // Given 0, 0, 0, 1, 1, 2: worked out by hand.
    private static readonly float[] Probabilities =
    [
        0.75f, 0.25f, 0,
        0.5f, 0.25f, 0.25f,
        0.25f, 0.75f, 0,
        0.125f, 0.625f, 0.25f,
        0.125f, 0.375f, 0.5f,
        0.25f, 0.25f, 0.5f,
    ];

    private static readonly int[] Labels = [0, 0, 0, 1, 1, 2];

    [Fact]
    public void Thresholds_EachClass_IsTheMeanOverItsImages() =>
        Assert.Equal([0.5, 0.5, 0.5], ConfidentLearning.Thresholds(Probabilities, Labels, 3));

    [Fact]
    public void Thresholds_ClassWithoutImages_CanOnlyBeReachedByCertainty() =>
        Assert.Equal([0.75, 1], ConfidentLearning.Thresholds([0.75f, 0.25f], [0], 2));

    [Fact]
    public void ConfidentClasses_SeveralReached_TakesTheMostProbable() =>
        Assert.Equal([1], ConfidentLearning.ConfidentClasses([0.375f, 0.5f, 0.125f], [0], [0.25, 0.25, 0.25]));

    [Fact]
    public void ConfidentClasses_NoneReached_IsMinusOne() =>
        Assert.Equal([0, 0, 1, 1, 2, -1], ConfidentLearning.ConfidentClasses(Probabilities, Labels, [0.5, 0.5, 0.5])[..5].Append(
            ConfidentLearning.ConfidentClasses([0.375f, 0.375f, 0.25f], [0], [0.5, 0.5, 0.5])[0]));

    [Theory]
    [InlineData(new[] { 0.5f }, new[] { 0 }, "received 1 for 2 classes")]
    [InlineData(new[] { 0.5f, float.NaN }, new[] { 0 }, "received NaN at 1")]
    [InlineData(new[] { 0.5f, 0.5f }, new[] { 2 }, "expected labels in 0..1, received 2")]
    public void Thresholds_WrongInput_IsRefused(float[] probabilities, int[] labels, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => ConfidentLearning.Thresholds(probabilities, labels, 2)).Message);
}
