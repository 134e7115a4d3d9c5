namespace CrackLab.Imaging.Tests;

/// <summary>Whatever the bytes: a picture or an <see cref="ImageException"/>, soon, and never anything else.</summary>
public sealed class HostileInputTests
{
    private const int Mutations = 20_000;

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

    [Fact]
    public void Decode_RandomMutations_GivesPictureOrImageException()
    {
        byte[][] files = [.. Samples().Select(row => GoldenFiles.Read(row.Data))];
        Random random = new(20190);
        DecodeOptions options = new() { MaxPixels = 100_000 };
        int refused = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] data = [.. files[i % files.Length]];
            for (int change = random.Next(1, 6); change > 0; change--) Mutate(data, random);
            try
            {
                Image image = ImageDecoder.Decode(data, options with { Downscale = 1 << random.Next(4) });
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
