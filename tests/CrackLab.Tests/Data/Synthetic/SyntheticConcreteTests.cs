using System.Security.Cryptography;
using CrackLab.Data.Synthetic;
using CrackLab.Imaging;

namespace CrackLab.Tests.Data.Synthetic;

public sealed class SyntheticConcreteTests
{
    [Fact]
    public void Render_SameSeed_GivesTheSamePixels() =>
        Assert.Equal(SyntheticConcrete.Render(true, 5, 64).Pixels, SyntheticConcrete.Render(true, 5, 64).Pixels);

    [Fact]
    public void Render_OtherSeed_GivesOtherPixels() =>
        Assert.NotEqual(SyntheticConcrete.Render(true, 5, 64).Pixels, SyntheticConcrete.Render(true, 6, 64).Pixels);

    // The promise that data made on one machine is the data made on another; a change to a painter changes these.
    [Theory]
    [InlineData(true, "AA3B0C766D11790851C5BB578A57BEDF16398FF461A2E7CD4B544E5E280A1513")]
    [InlineData(false, "23403E3D0F71D9C3EBD3A819AA49971A77603B71EB4F01A8B99ED3FE3E50B8BC")]
    public void Render_FixedSeeds_HavePinnedPixels(bool crack, string sha256)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (ulong seed = 0; seed < 40; seed++)
        {
            hash.AppendData(SyntheticConcrete.Render(crack, seed, 96).Pixels);
        }

        Assert.Equal(sha256, Convert.ToHexString(hash.GetHashAndReset()));
    }

    [Theory]
    [InlineData(32)]
    [InlineData(227)]
    [InlineData(300)]
    public void Render_Size_IsThatOfThePicture(int size)
    {
        Image image = SyntheticConcrete.Render(true, 1, size);
        Assert.Equal((size, size, 3), (image.Width, image.Height, image.Channels));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(4097)]
    public void Render_SizeOutOfRange_Throws(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticConcrete.Render(true, 1, size));

    [Fact]
    public void Render_ManySeeds_AreNeitherBlackNorBurntOut()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            double mean = SyntheticConcrete.Render(seed % 2 == 0, seed, 96).Pixels.Average(sample => (double)sample);
            Assert.InRange(mean, 55, 235);
        }
    }

    [Fact]
    public void Render_MeanBrightness_TellsTheClassesHardlyBetterThanChance() =>
        Assert.InRange(BestThresholdAccuracy(image => Greys(image).Average()), 0.5, 0.6);

    [Fact]
    public void Render_DarkPixels_AloneTellTheClassesInUnderFourOfFive() =>
        Assert.InRange(BestThresholdAccuracy(DarkShare), 0.5, 0.8);

    private static double[] Greys(Image image) =>
        [.. image.Pixels.Chunk(3).Select(pixel => (pixel[0] + pixel[1] + pixel[2]) / 3.0)];

    private static double DarkShare(Image image)
    {
        double[] greys = Greys(image);
        double median = greys.Order().ElementAt(greys.Length / 2);
        return greys.Count(grey => grey < 0.6 * median) / (double)greys.Length;
    }

    // The best that any threshold on the statistic can do, on 300 pictures of each class.
    private static double BestThresholdAccuracy(Func<Image, double> statistic)
    {
        const int Each = 300;
        var values = new (double Value, bool Crack)[2 * Each];
        Parallel.For(0, values.Length, i =>
            values[i] = (statistic(SyntheticConcrete.Render(i < Each, (ulong)i + 1000, 128)), i < Each));
        int below = 0;
        int best = 0;
        foreach (var tie in values.GroupBy(value => value.Value).OrderBy(tie => tie.Key))
        {
            below += tie.Sum(value => value.Crack ? -1 : 1);
            best = Math.Max(best, Math.Abs(below));
        }

        return 0.5 + (best / (2.0 * Each));
    }
}
