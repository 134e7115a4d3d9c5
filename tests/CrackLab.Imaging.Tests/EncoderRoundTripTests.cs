namespace CrackLab.Imaging.Tests;

public sealed class EncoderRoundTripTests
{
    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(17, 9, 3)]
    [InlineData(64, 50, 3)]
    [InlineData(17, 9, 1)]
    [InlineData(64, 50, 1)]
    public void Png_NoiseAndRamp_ComeBackExactly(int width, int height, int channels)
    {
        foreach (Image image in new[] { Pictures.Noise(width, height, channels), Pictures.Ramp(width, height, channels) })
        {
            Image back = ImageDecoder.Decode(PngEncoder.Encode(image));
            Assert.Equal((width, height), (back.Width, back.Height));
            Assert.Equal(ToRgb(image), back.Pixels);
        }
    }

    [Fact]
    public void Png_OpaqueAlpha_ComesBackExactly()
    {
        Image image = Pictures.Noise(21, 13, 4);
        for (int i = 3; i < image.Pixels.Length; i += 4)
        {
            image.Pixels[i] = 255;
        }

        byte[] colours = [.. image.Pixels.Where((_, i) => i % 4 != 3)];
        Assert.Equal(colours, ImageDecoder.Decode(PngEncoder.Encode(image)).Pixels);
    }

    // Pillow's own files of these pictures stay within these bounds, and little under them.
    [Theory]
    [InlineData(3, 17, 9, 100, 0.2)]
    [InlineData(3, 17, 9, 90, 2.4)]
    [InlineData(3, 227, 131, 100, 0.1)]
    [InlineData(3, 227, 131, 90, 0.5)]
    [InlineData(3, 227, 131, 50, 1.4)]
    [InlineData(1, 8, 8, 90, 3)]
    [InlineData(1, 17, 9, 90, 2.4)]
    [InlineData(1, 227, 131, 100, 0.1)]
    [InlineData(1, 227, 131, 90, 0.5)]
    [InlineData(1, 227, 131, 50, 1.3)]
    public void Jpeg_Ramp_ComesBackClosely(int channels, int width, int height, int quality, double bound)
    {
        Image image = Pictures.Ramp(width, height, channels);
        Image back = ImageDecoder.Decode(JpegEncoder.Encode(image, quality));
        Assert.Equal((width, height), (back.Width, back.Height));
        double difference = ToRgb(image).Zip(back.Pixels, (a, b) => Math.Abs(a - b)).Average();
        Assert.InRange(difference, 0, bound);
    }

    [Fact]
    public void Jpeg_FlatColour_ComesBackWithinTwo()
    {
        var image = new Image(33, 18);
        for (int i = 0; i < image.Pixels.Length; i += 3)
        {
            (image.Pixels[i], image.Pixels[i + 1], image.Pixels[i + 2]) = (200, 90, 40);
        }

        byte[] back = ImageDecoder.Decode(JpegEncoder.Encode(image)).Pixels;
        Assert.All(image.Pixels.Zip(back), pair => Assert.InRange(pair.First - pair.Second, -2, 2));
    }

    private static byte[] ToRgb(Image image) =>
        image.Channels == 3 ? image.Pixels : [.. image.Pixels.SelectMany(grey => new[] { grey, grey, grey })];
}
