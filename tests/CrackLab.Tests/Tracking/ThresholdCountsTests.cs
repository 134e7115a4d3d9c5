using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class ThresholdCountsTests
{
    [Fact]
    public void Count_Scores_AgreesWithCountingEach()
    {
        var random = new Random(3);
        float[] scores = [0, 1, .. Enumerable.Range(0, 500).Select(_ => random.NextSingle())];
        bool[] isPositive = [.. scores.Select(score => random.NextSingle() < score)];

        ThresholdCounts[] counts = ThresholdCounts.Count(scores, isPositive, 101);

        for (int i = 0; i < counts.Length; i++)
        {
            int called = scores.Count(score => score * 100.0 >= i);
            int hits = scores.Where((score, k) => isPositive[k] && score * 100.0 >= i).Count();
            int positives = isPositive.Count(positive => positive);
            Assert.Equal(new ThresholdCounts(hits, called - hits, scores.Length - positives - called + hits, positives - hits), counts[i]);
            Assert.Equal(called == 0 ? 1 : (double)hits / called, counts[i].Precision, 12);
            Assert.Equal((double)hits / positives, counts[i].Recall, 12);
        }
    }

    [Theory]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    public void Count_NoProbability_IsRefused(float score) =>
        Assert.Contains("expected scores from 0 to 1", Assert.Throws<ArgumentException>(() => ThresholdCounts.Count([score], [true], 11)).Message);

    [Fact]
    public void Count_LabelsMissing_IsRefused() =>
        Assert.Contains("received 1 for 2", Assert.Throws<ArgumentException>(() => ThresholdCounts.Count([0, 1], [true], 11)).Message);
}
