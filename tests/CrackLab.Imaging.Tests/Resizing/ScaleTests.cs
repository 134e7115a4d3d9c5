namespace CrackLab.Imaging.Tests.Resizing;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Scale_SizesThatDivide_EqualsResize(int channels)
    {
        Image image = Pictures.Noise(81, 162, channels);

        Assert.Equal(Resizer.Resize(image, 54, 108).Pixels, Resizer.Scale(image, 2, 3).Pixels);
        Assert.Equal(Resizer.Resize(image, 189, 378).Pixels, Resizer.Scale(image, 7, 3).Pixels);
        Assert.Equal(image.Pixels, Resizer.Scale(image, 5, 5).Pixels);
    }

    [Fact]
    public void Scale_SizesThatDoNotDivide_AreRoundedUp()
    {
        Image scaled = Resizer.Scale(Pictures.Noise(100, 33, 3), 64, 227);

        Assert.Equal((29, 10), (scaled.Width, scaled.Height));
    }

    /// <summary>What <see cref="Resizer.Resize"/> cannot give: it stretches to the size it is asked for.</summary>
    [Theory]
    [InlineData(64, 227)]
    [InlineData(192, 227)]
    [InlineData(7, 3)]
    public void Scale_PictureThatBeginsLater_GivesTheSamePixelsEarlier(int numerator, int denominator)
    {
        Image whole = Pictures.Noise((3 * denominator) + 41, (2 * denominator) + 17, 3);
        Image later = Cut(whole, denominator, denominator);
        Image scaled = Resizer.Scale(whole, numerator, denominator), scaledLater = Resizer.Scale(later, numerator, denominator);

        // The first pixels see beyond the edge of the one, and not of the other.
        int edge = Math.Max(2, (2 * numerator / denominator) + 2);
        for (int y = edge; y < scaledLater.Height; y++)
        {
            Assert.Equal(
                scaled.Pixels.AsSpan((((y + numerator) * scaled.Width) + numerator + edge) * 3, (scaledLater.Width - edge) * 3).ToArray(),
                scaledLater.Pixels.AsSpan(((y * scaledLater.Width) + edge) * 3, (scaledLater.Width - edge) * 3).ToArray());
        }
    }

    [Fact]
    public void Scale_AnyNumberOfThreads_GivesTheSamePixels()
    {
        Image image = Pictures.Noise(301, 457, 3);

        Assert.Equal(Resizer.Scale(image, 192, 227).Pixels, Resizer.Scale(image, 192, 227, threads: 3).Pixels);
    }

    [Fact]
    public void Scale_NonsenseOrTooLarge_Throws()
    {
        Image image = new(1000, 1000);

        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Scale(image, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Scale(image, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Scale(image, 1, 1, threads: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Scale(image, 50, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Scale(image, int.MaxValue, 1));
    }

    private static Image Cut(Image image, int left, int top)
    {
        var part = new Image(image.Width - left, image.Height - top);
        for (int y = 0; y < part.Height; y++)
            image.Pixels.AsSpan((((y + top) * image.Width) + left) * 3, part.Width * 3).CopyTo(part.Pixels.AsSpan(y * part.Width * 3));
        return part;
    }
}
