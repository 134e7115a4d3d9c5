using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class HistogramTests
{
    [Theory]
    [InlineData(2, 1f)]
    [InlineData(1000, 1e-6f)]
    [InlineData(997, 3e30f)]
    [InlineData(5000, 1e-42f)]
    public void Of_Values_LieBetweenTheEdgesOfTheirBuckets(int count, float scale)
    {
        var random = new Random(count);
        float[] values = [.. Enumerable.Range(0, count).Select(_ => scale * MathF.Round((random.NextSingle() * 60) - 30))];

        Histogram histogram = Histogram.Of(values);

        Assert.Equal(30, histogram.Buckets.Count);
        Assert.Equal((values.Min(), values.Max()), (histogram.Buckets[0].Left, histogram.Buckets[^1].Right));
        for (int i = 0; i < histogram.Buckets.Count; i++)
        {
            HistogramBucket bucket = histogram.Buckets[i];
            Assert.Equal(i == 29 ? values.Max() : histogram.Buckets[i + 1].Left, bucket.Right);
            Assert.Equal(values.Count(value => value >= bucket.Left && (value < bucket.Right || (i == 29 && value == bucket.Right))), bucket.Count);
        }
    }

    [Fact]
    public void Of_EqualValues_MakesOneBucketAroundThem() =>
        Assert.Equal([new HistogramBucket(1.5, 2.5, 3)], Histogram.Of([2, 2, 2]).Buckets);

    [Fact]
    public void Of_NotFinite_LeavesThemOut()
    {
        Assert.Equal(2, Histogram.Of([1, float.NaN, 2, float.PositiveInfinity, float.NegativeInfinity]).Total);
        Assert.Empty(Histogram.Of([float.NaN]).Buckets);
        Assert.Empty(Histogram.Of([]).Buckets);
    }
}
