using CrackLab.Imaging.Jpeg;

namespace CrackLab.Imaging.Tests.Jpeg;

public sealed class JpegForwardDctTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Transform_AnyBlock_IsWithinAnEighthOfTheFormula(int seed)
    {
        var random = new Random(seed);
        int[] samples = [.. Enumerable.Range(0, 64).Select(_ => random.Next(-128, 128))];
        AssertClose(samples);
    }

    [Fact]
    public void Transform_ExtremeCheckerboard_DoesNotOverflow() =>
        AssertClose([.. Enumerable.Range(0, 64).Select(i => ((i + (i / 8)) & 1) == 0 ? -128 : 127)]);

    [Theory]
    [InlineData(-128)]
    [InlineData(127)]
    public void Transform_FlatBlock_HasOnlyAMean(int level)
    {
        int[] block = [.. Enumerable.Repeat(level, 64)];
        JpegForwardDct.Transform(block);
        Assert.InRange(block[0] - (8 * level << JpegForwardDct.FractionBits), -1, 1);
        Assert.All(block[1..], coefficient => Assert.Equal(0, coefficient));
    }

    private static void AssertClose(int[] samples)
    {
        int[] block = [.. samples];
        JpegForwardDct.Transform(block);
        for (int v = 0; v < 8; v++)
        {
            for (int u = 0; u < 8; u++)
            {
                double sum = 0;
                for (int i = 0; i < 64; i++)
                {
                    sum += samples[i] * Math.Cos(((2 * (i % 8)) + 1) * u * Math.PI / 16)
                        * Math.Cos(((2 * (i / 8)) + 1) * v * Math.PI / 16);
                }

                double expected = sum / 4 * (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1);
                double received = block[(v * 8) + u] / (double)(1 << JpegForwardDct.FractionBits);
                Assert.InRange(received - expected, -0.125, 0.125);
            }
        }
    }
}
