using CrackLab.Engine.Initializers;

namespace CrackLab.Engine.Tests.Initializers;

public sealed class InitializerTests
{
    private const int Side = 3;
    private const int In = 40;
    private const int Out = 60;

    [Theory]
    [InlineData(Initializer.GlorotUniform, 2.0 / (Side * Side * (In + Out)), true)]
    [InlineData(Initializer.GlorotNormal, 2.0 / (Side * Side * (In + Out)), false)]
    [InlineData(Initializer.HeUniform, 2.0 / (Side * Side * In), true)]
    [InlineData(Initializer.HeNormal, 2.0 / (Side * Side * In), false)]
    public void Fill_ConvolutionKernel_HasItsVarianceAndLimits(Initializer initializer, double variance, bool uniform)
    {
        float[] values = new float[Side * Side * In * Out];
        initializer.Fill(values, [Side, Side, In, Out], new RandomStream(1));
        double limit = uniform ? Math.Sqrt(3 * variance) : 2 * Math.Sqrt(variance) / 0.87962566103423978;
        double mean = values.Average(value => (double)value);

        // Five deviations of the mean and of the variance of 21,600 draws.
        Assert.InRange(mean, -5 * Math.Sqrt(variance / values.Length), 5 * Math.Sqrt(variance / values.Length));
        Assert.InRange(values.Average(value => (double)value * value) / variance, 0.95, 1.05);
        Assert.All(values.Chunk(1000), chunk => Assert.InRange(chunk.Max(Math.Abs), 0, limit * 1.000001));
        Assert.InRange(values.Max(Math.Abs), limit * 0.97, limit * 1.000001);
        Assert.InRange(values.Count(value => value > 0) / (double)values.Length, 0.48, 0.52);
    }

    [Fact]
    public void Fill_ZerosAndOnes_AreThat()
    {
        float[] values = [7, 7];
        Initializer.Ones.Fill(values, [2], new RandomStream(1));
        Assert.Equal([1f, 1], values);
        Initializer.Zeros.Fill(values, [2], new RandomStream(1));
        Assert.Equal([0f, 0], values);
    }

    /// <summary>First outputs of SplitMix64 from 1234567, as its author published them for implementers to check.</summary>
    [Fact]
    public void Mix_FromAKnownSeed_GivesThePublishedNumbers()
    {
        ulong state = 1234567;
        Assert.Equal(6457827717110365317UL, RandomStream.Mix(ref state));
        Assert.Equal(3203168211198807973UL, RandomStream.Mix(ref state));
        Assert.Equal(9817491932198370423UL, RandomStream.Mix(ref state));
    }

    [Fact]
    public void NextNormal_ManyDraws_HasMeanZeroAndVarianceOne()
    {
        var random = new RandomStream(5);
        double[] values = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextNormal())];
        Assert.InRange(values.Average(), -0.035, 0.035);
        Assert.InRange(values.Average(value => value * value), 0.95, 1.05);
        Assert.InRange(values.Count(value => Math.Abs(value) > 1.96) / 20_000.0, 0.042, 0.058);
    }
}
