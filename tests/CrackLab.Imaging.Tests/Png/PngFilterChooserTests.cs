using CrackLab.Imaging.Png;

namespace CrackLab.Imaging.Tests.Png;

public sealed class PngFilterChooserTests
{
    [Fact]
    public void Filter_RowLikeTheOneAbove_TakesUp()
    {
        byte[] row = [9, 200, 31, 77, 5, 140];
        Assert.Equal([2, 0, 0, 0, 0, 0, 0], new PngFilterChooser(6, 1).Filter(row, row).ToArray());
    }

    [Fact]
    public void Filter_EvenSlope_TakesSub()
    {
        byte[] row = [10, 20, 30, 40, 50, 60];
        Assert.Equal([1, 10, 10, 10, 10, 10, 10], new PngFilterChooser(6, 1).Filter(row, new byte[6]).ToArray());
    }

    [Fact]
    public void Filter_PixelsOfThreeBytes_LooksOnePixelBack()
    {
        byte[] row = [100, 150, 200, 101, 151, 201];
        Assert.Equal(
            [1, 100, 150, 200, 1, 1, 1], new PngFilterChooser(6, 3).Filter(row, new byte[6]).ToArray());
    }

    [Fact]
    public void Filter_BlackRow_TakesNone() =>
        Assert.Equal(new byte[7], new PngFilterChooser(6, 1).Filter(new byte[6], new byte[6]).ToArray());
}
