using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Tests;

/// <summary>Decoding straight to another size is held against decoding and then resizing: same pixels, same refusals.</summary>
public sealed class DecodeResizedTests
{
    private static readonly (int Width, int Height)[] Sizes =
        [(1, 1), (2, 3), (7, 5), (10, 6), (11, 40), (64, 64), (128, 128), (150, 3), (3, 150), (37, 29)];

    public static IEnumerable<TheoryDataRow<string>> Files() => GoldenFiles.Pictures().Select(file => new TheoryDataRow<string>(file));

    [Theory]
    [MemberData(nameof(Files))]
    public void DecodeResized_GoldenFile_EqualsDecodeThenResize(string file)
    {
        byte[] data = GoldenFiles.Read(file);
        foreach (int downscale in new[] { 1, 2, 4, 8 })
        {
            foreach (bool upright in new[] { true, false })
            {
                DecodeOptions options = new() { Downscale = downscale, ApplyOrientation = upright };
                Image whole = ImageDecoder.Decode(data, options);
                foreach ((int width, int height) in Sizes.Append((whole.Width, whole.Height)))
                {
                    AssertSame(whole, data, width, height, options);
                }
            }
        }
    }

    [Theory]
    [InlineData(227, 227)]
    [InlineData(226, 224)]
    [InlineData(1, 90)]
    [InlineData(90, 1)]
    [InlineData(700, 2)]
    [InlineData(3, 700)]
    [InlineData(130, 257)]
    public void DecodeResized_NoisyOrSmoothJpeg_EqualsDecodeThenResize(int pictureWidth, int pictureHeight)
    {
        foreach (Image picture in new[] { Pictures.Noise(pictureWidth, pictureHeight, 3), Pictures.Ramp(pictureWidth, pictureHeight, 3) })
        {
            byte[] data = JpegEncoder.Encode(picture);
            Image whole = ImageDecoder.Decode(data);
            foreach ((int width, int height) in Sizes)
            {
                AssertSame(whole, data, width, height);
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void DecodeResized_OrientationAfterTheScan_StillTurns(int orientation)
    {
        byte[] data = GoldenFiles.Read($"orientation-{orientation}.jpg");
        int start = data.IndexOf(0xFF, 0xE1), length = 2 + (data[start + 2] << 8) + data[start + 3];
        byte[] late = [.. data[..start], .. data[(start + length)..^2], .. data[start..(start + length)], 0xFF, 0xD9];
        byte[] expected = Resizer.Resize(ImageDecoder.Decode(data), 9, 14).Pixels;
        Assert.Equal(expected, Resizer.Resize(ImageDecoder.Decode(late), 9, 14).Pixels);
        Assert.Equal(expected, Resized(late, 9, 14));
    }

    [Fact]
    public void DecodeResized_Jpeg_AllocatesNoPicture()
    {
        byte[] data = JpegEncoder.Encode(Pictures.Ramp(227, 227, 3)), pixels = new byte[128 * 128 * 3];
        if (!Vector128.IsHardwareAccelerated) Assert.Skip("Without hardware vectors the runtime itself allocates.");
        long least = long.MaxValue;
        for (int i = 0; i < 8; i++)
        {
            // The least of several: a collection at the wrong moment takes rented memory away, which is then taken anew.
            long before = GC.GetAllocatedBytesForCurrentThread();
            ImageDecoder.DecodeResized(data, 128, 128, pixels);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // The picture alone would be 154,587 bytes.
        Assert.InRange(least, 0, 227 * 227 * 3 / 10);
    }

    [Fact]
    public void DecodeResized_WrongArguments_AreRefused()
    {
        byte[] data = GoldenFiles.Read("420-odd.jpg"), pixels = new byte[12];
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageDecoder.DecodeResized(data, 0, 2, pixels));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageDecoder.DecodeResized(data, 2, -2, pixels));
        Assert.Throws<ArgumentException>(() => ImageDecoder.DecodeResized(data, 2, 2, pixels, new DecodeOptions { Downscale = 3 }));
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => ImageDecoder.DecodeResized(data, 2, 3, pixels));
        Assert.Contains("expected room for 18 samples of (3, 2, 3), received 12", thrown.Message, StringComparison.Ordinal);
    }

    private static void AssertSame(Image whole, byte[] data, int width, int height, DecodeOptions? options = null) => Assert.True(
        Resized(data, width, height, options).AsSpan().SequenceEqual(Resizer.Resize(whole, width, height).Pixels),
        $"{whole.Width}x{whole.Height} to {width}x{height} differ");

    private static byte[] Resized(byte[] data, int width, int height, DecodeOptions? options = null)
    {
        byte[] pixels = new byte[3 * width * height];
        pixels.AsSpan().Fill(0xA5);
        ImageDecoder.DecodeResized(data, width, height, pixels, options);
        return pixels;
    }
}
