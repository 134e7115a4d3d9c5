using CrackLab.Data;
using CrackLab.Evaluation;

namespace CrackLab.Tests.Evaluation;

public sealed class PairedComparisonTests
{
    [Fact]
    public void Of_TwoModels_CountsWhoIsRight()
    {
        // Labels 0 1 0 1 0 1 …; the first errs on 0 and 1, the second on 1 to 5.
        PairedComparison pair = PairedComparison.Of(Scored([0, 1]), Scored([1, 2, 3, 4, 5]));

        Assert.Equal((4L, 4L, 1L, 1L), (pair.BothRight, pair.OnlyFirst, pair.OnlySecond, pair.BothWrong));
        Assert.Equal(0.3, pair.Difference, 1e-12);
        Assert.Equal(McNemarTest.MidP(4, 1), pair.MidP);
        Assert.Equal("Of 5 pictures that only one gets right, 4 go to the first model: chance explains that (mid-p 0.2188).", pair.InWords);
        Assert.Null(pair.DifferenceGroupInterval);
    }

    [Fact]
    public void Of_Photographs_DrawsThemAnew()
    {
        PairedComparison pair = PairedComparison.Of(Scored([0, 1], cropsPerPhoto: 2), Scored([1, 2, 3, 4, 5], cropsPerPhoto: 2));

        Interval interval = pair.DifferenceGroupInterval!.Value;
        Assert.True(interval.Contains(0.3));
        Assert.True(interval.Low < 0.1 && interval.High > 0.5);
    }

    [Theory]
    [InlineData(new int[0], new int[0], "Both models are right and wrong on the same pictures.")]
    [InlineData(new[] { 1 }, new[] { 2 }, "Each model alone is right on 1: no difference.")]
    [InlineData(new int[0], new[] { 0, 1, 2, 3, 4, 5, 6 }, "Of 7 pictures that only one gets right, 7 go to the first model: more than chance explains (mid-p 0.0078).")]
    public void InWords_Outcome_IsOneSentence(int[] first, int[] second, string words) =>
        Assert.Equal(words, PairedComparison.Of(Scored(first), Scored(second)).InWords);

    [Fact]
    public void Of_OtherImages_IsRefused() =>
        Assert.Throws<ArgumentException>(() => PairedComparison.Of(Scored([]), Scored([], count: 8)));

    private static ScoredSet Scored(int[] wrong, int count = 10, int cropsPerPhoto = 1)
    {
        var set = new ImageSet("photos", ["n", "p"], [.. Enumerable.Range(0, count).Select(i => new Sample($"{i}.png", i % 2, $"{i}", $"{i / cropsPerPhoto}"))]);
        float[] probabilities = [.. Enumerable.Range(0, count).Select(i => (i % 2 == 1) != wrong.Contains(i) ? 0.9f : 0.1f)];
        return new ScoredSet(set, probabilities, Evaluator.Evaluate(probabilities, [.. set.Samples.Select(sample => sample.Label)], set.Classes));
    }
}
