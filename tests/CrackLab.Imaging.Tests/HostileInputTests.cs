namespace CrackLab.Imaging.Tests;

/// <summary>Whatever the bytes: a picture or an <see cref="ImageException"/>, soon, and never anything else.</summary>
public sealed class HostileInputTests
{
    private const int Mutations = 20_000;

    private static readonly DecodeOptions Small = new() { MaxPixels = 100_000 };

    public static TheoryData<string> Samples() =>
    [
        "420-odd.jpg", "restart.jpg", "progressive.jpg", "separate-scans.jpg", "gray.jpg", "ycck.jpg", "orientation-6.jpg",
        "png-rgb8.png", "png-palette4-interlaced.png", "png-palette4-alpha.png", "png-grayalpha16.png",
        "bmp24.bmp", "bmp4-core.bmp", "bmp32-alpha-v5.bmp", "bmp16-565.bmp", "bmp8-rle.bmp",
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Decode_CutAtEveryByte_ThrowsImageException(string file)
    {
        byte[] data = GoldenFiles.Read(file);
        byte[] whole = ImageDecoder.Decode(data).Pixels;
        bool bitmap = file.EndsWith(".bmp", StringComparison.Ordinal);
        for (int length = 0; length < data.Length; length++)
        {
            byte[] cut = data[..length];
            if (bitmap && length >= data.Length - 4)
            {
                // Only padding of the last row, or the end marks of complete runs, are lost.
                if (Record.Exception(() => Assert.Equal(whole, ImageDecoder.Decode(cut).Pixels)) is { } late)
                {
                    Assert.IsType<ImageException>(late);
                }

                continue;
            }

            ImageException fault = Faults.Of(cut);
            Assert.InRange(fault.Offset, 0, length);
            Assert.True(
                length < 4 || fault.Fault == ImageFault.Truncated, $"{file} cut at byte {length}: {fault.Fault}, {fault.Message}");
        }
    }

    [Theory]
    [InlineData("420-odd.jpg")]
    [InlineData("restart.jpg")]
    [InlineData("progressive.jpg")]
    [InlineData("separate-scans.jpg")]
    [InlineData("gray.jpg")]
    [InlineData("cmyk.jpg")]
    [InlineData("orientation-6.jpg")]
    [InlineData("png-rgb8.png")]
    [InlineData("bmp24.bmp")]
    public void DecodeResized_CutOrChangedAnywhere_RefusesAsDecodeDoes(string file)
    {
        byte[] data = GoldenFiles.Read(file);
        int refused = 0;
        for (int place = 0; place < data.Length; place++)
        {
            foreach (byte[] broken in new[] { data[..place], data.With(place, (byte)~data[place]) })
            {
                Image? whole = null;
                Exception? expected = Record.Exception(() => { whole = ImageDecoder.Decode(broken, Small); });
                byte[] pixels = new byte[3 * 12 * 10];
                Exception? thrown = Record.Exception(() => ImageDecoder.DecodeResized(broken, 12, 10, pixels, Small));
                Assert.Equal(expected?.Message, thrown?.Message);
                Assert.Equal((expected as ImageException)?.Fault, (thrown as ImageException)?.Fault);
                if (whole is not null) Assert.Equal(Resizer.Resize(whole, 12, 10).Pixels, pixels);
                refused += expected is null ? 0 : 1;
            }
        }

        Assert.True(refused >= data.Length - 4, $"{file}: only {refused} of {2 * data.Length} were refused");
    }

    [Fact]
    public void Decode_RandomMutations_GivesPictureOrImageException()
    {
        byte[][] files = [.. Samples().Select(row => GoldenFiles.Read(row.Data))];
        Random random = new(20190);
        int refused = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] data = [.. files[i % files.Length]];
            for (int change = random.Next(1, 6); change > 0; change--) Mutate(data, random);
            try
            {
                Image image = ImageDecoder.Decode(data, Small with { Downscale = 1 << random.Next(4) });
                Assert.InRange(image.Width * image.Height, 1, 100_000);
            }
            catch (ImageException fault)
            {
                Assert.InRange(fault.Offset, 0, data.Length);
                refused++;
            }
        }

        Assert.InRange(refused, Mutations / 4, Mutations);
    }

    private static void Mutate(byte[] data, Random random)
    {
        int at = random.Next(3) == 0 ? random.Next(data.Length) : random.Next(Math.Min(data.Length, 700));
        data[at] = random.Next(4) switch
        {
            0 => (byte)random.Next(256),
            1 => (byte)(data[at] ^ (1 << random.Next(8))),
            2 => 0xFF,
            _ => (byte)(data[at] + random.Next(-2, 3)),
        };
    }
}
