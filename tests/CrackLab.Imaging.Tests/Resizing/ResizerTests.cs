using CrackLab.Imaging.Resizing;

namespace CrackLab.Imaging.Tests.Resizing;

public sealed class ResizerTests
{
    [Theory]
    [InlineData(Interpolation.Bilinear)]
    [InlineData(Interpolation.Area)]
    public void Resize_OneAndFourChannels_EqualThreeChannels(Interpolation filter)
    {
        Image color = ImageDecoder.Decode(GoldenFiles.Read("resize.png"));
        Image gray = new(color.Width, color.Height, 1), alpha = new(color.Width, color.Height, 4);
        for (int i = 0; i < color.Width * color.Height; i++)
        {
            gray.Pixels[i] = color.Pixels[3 * i];
            color.Pixels.AsSpan(3 * i, 3).CopyTo(alpha.Pixels.AsSpan(4 * i));
            alpha.Pixels[(4 * i) + 3] = color.Pixels[3 * i];
        }

        foreach ((int width, int height) in new[] { (20, 13), (47, 12), (21, 31), (94, 62), (1, 1), (100, 7) })
        {
            Image resized = Resizer.Resize(color, width, height, filter);
            Image resizedGray = Resizer.Resize(gray, width, height, filter), resizedAlpha = Resizer.Resize(alpha, width, height, filter);
            for (int i = 0; i < width * height; i++)
            {
                Assert.Equal(resized.Pixels[3 * i], resizedGray.Pixels[i]);
                Assert.Equal(resized.Pixels.AsSpan(3 * i, 3), resizedAlpha.Pixels.AsSpan(4 * i, 3));
                Assert.Equal(resized.Pixels[3 * i], resizedAlpha.Pixels[(4 * i) + 3]);
            }
        }
    }

    [Theory]
    [InlineData(Interpolation.Bilinear)]
    [InlineData(Interpolation.Area)]
    public void Resize_FlatPicture_StaysFlat(Interpolation filter)
    {
        foreach (byte value in new byte[] { 0, 1, 127, 254, 255 })
        {
            Image flat = new(33, 17);
            flat.Pixels.AsSpan().Fill(value);
            Assert.False(Resizer.Resize(flat, 10, 40, filter).Pixels.AsSpan().ContainsAnyExcept(value));
        }
    }

    /// <summary>Every width of row and number of weights that some kernel treats in its own way.</summary>
    [Theory]
    [InlineData(Interpolation.Bilinear)]
    [InlineData(Interpolation.Area)]
    public void Resize_AnySize_EqualsSumsOneByOne(Interpolation filter)
    {
        foreach ((int width, int height) in new[] { (1, 1), (15, 17), (33, 16), (227, 31), (64, 130), (3, 200), (200, 3) })
        {
            foreach (int channels in new[] { 1, 3, 4 })
            {
                Image image = Pictures.Noise(width, height, channels);
                foreach ((int newWidth, int newHeight) in new[] { (1, 1), (5, 5), (6, 40), (37, 16), (128, 128), (width, 77), (77, height) })
                {
                    byte[] expected = OneByOne(image, newWidth, newHeight, filter);
                    Assert.True(expected.AsSpan().SequenceEqual(Resizer.Resize(image, newWidth, newHeight, filter).Pixels));
                }
            }
        }
    }

    [Fact]
    public void Resize_SameSize_Copies()
    {
        Image image = ImageDecoder.Decode(GoldenFiles.Read("resize.png"));
        Image copy = Resizer.Resize(image, image.Width, image.Height);
        Assert.Equal(image.Pixels, copy.Pixels);
        Assert.NotSame(image.Pixels, copy.Pixels);
    }

    [Fact]
    public void Resize_Area_IsMeanOfWholeCells()
    {
        Image image = new(4, 2, 1, [0, 10, 20, 40, 30, 40, 60, 80]);
        Assert.Equal([20, 50], Resizer.Resize(image, 2, 1, Interpolation.Area).Pixels);
    }

    [Fact]
    public void Resize_WrongArguments_AreRefused()
    {
        Image image = new(2, 2);
        Assert.Throws<ArgumentNullException>(() => Resizer.Resize(null!, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Resize(image, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Resize(image, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Resize(image, 1, 1, (Interpolation)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resizer.Resize(image, 60_000, 60_000));
    }

    private static byte[] OneByOne(Image image, int width, int height, Interpolation filter)
    {
        ResizeWeights across = ResizeWeights.Get(image.Width, width, filter), down = ResizeWeights.Get(image.Height, height, filter);
        int channels = image.Channels;
        byte[] narrow = new byte[image.Height * width * channels], pixels = new byte[height * width * channels];
        for (int i = 0; i < narrow.Length; i++)
        {
            (int y, int x, int c) = (i / channels / width, i / channels % width, i % channels);
            narrow[i] = Sum(across, x, k => image.Pixels[(((y * image.Width) + k) * channels) + c]);
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, width * channels);
            pixels[i] = Sum(down, y, k => narrow[(k * width * channels) + x]);
        }

        return pixels;
    }

    private static byte Sum(ResizeWeights weights, int index, Func<int, byte> sample)
    {
        long sum = 1 << 21;
        for (int k = 0; k < weights.Of(index).Length; k++) sum += (long)weights.Of(index)[k] * sample(weights.First(index) + k);
        return (byte)Math.Clamp(sum >> 22, 0, 255);
    }
}
