using CrackLab.Imaging.Jpeg;

namespace CrackLab.Imaging.Tests.Jpeg;

public sealed class JpegQuantizerTests
{
    // First row of the luminance table as libjpeg writes it.
    [Theory]
    [InlineData(100, new byte[] { 1, 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData(90, new byte[] { 3, 2, 2, 3, 5, 8, 10, 12 })]
    [InlineData(75, new byte[] { 8, 6, 5, 8, 12, 20, 26, 31 })]
    [InlineData(50, new byte[] { 16, 11, 10, 16, 24, 40, 51, 61 })]
    [InlineData(10, new byte[] { 80, 55, 50, 80, 120, 200, 255, 255 })]
    public void ScaledTable_Quality_MatchesLibjpeg(int quality, byte[] row) =>
        Assert.Equal(row, JpegQuantizer.ScaledTable(JpegQuantizer.Luminance, quality)[..8]);
}
