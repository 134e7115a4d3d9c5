using CrackLab.Imaging;

namespace CrackLab.Data.Synthetic;

/// <summary>One healthy file of a synthetic folder: mostly an RGB JPEG, now and then PNG, BMP, grey or odd-sized.</summary>
/// <param name="Path">Path relative to the folder, with forward slashes.</param>
/// <param name="Bytes">The file.</param>
internal sealed record SyntheticFile(string Path, byte[] Bytes)
{
    private const int JpegQuality = 90;

    /// <summary>Renders and encodes one file.</summary>
    /// <param name="crack">Its class.</param>
    /// <param name="number">1.. within its class.</param>
    /// <param name="options">Size and seed.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static SyntheticFile Make(bool crack, int number, SyntheticFolderOptions options, CancellationToken cancellationToken = default)
    {
        int wall = Wall(number, options);
        ulong seed = new SyntheticRandom(options.Seed ^ ((ulong)wall << 1) ^ (crack ? 1ul : 0)).Next();
        Image image = options.CropsPerWall == 1
            ? SyntheticConcrete.Render(crack, seed, options.Size, cancellationToken)
            : Crop(SyntheticConcrete.Render(crack, seed, options.Size + Slack(options), cancellationToken), seed + (ulong)number, options);
        if (number % 11 == 3)
        {
            image = Cut(image, image.Width - (number % 7), image.Height - 1 - (number % 5));
        }

        string stem = $"{(crack ? "Positive" : "Negative")}/{number:D5}";
        return number switch
        {
            _ when number % 17 == 5 => new SyntheticFile(stem + ".png", PngEncoder.Encode(image, cancellationToken)),
            _ when number % 19 == 9 => new SyntheticFile(stem + ".bmp", BitmapWriter.Encode(image)),
            _ when number % 13 == 7 => new SyntheticFile(stem + ".jpg", JpegEncoder.Encode(Grey(image), JpegQuality, cancellationToken)),
            _ => new SyntheticFile(stem + ".jpg", JpegEncoder.Encode(image, JpegQuality, cancellationToken)),
        };
    }

    /// <summary>Number of the wall that a picture is cut from, 1.. within its class.</summary>
    /// <param name="number">1.. within its class.</param>
    /// <param name="options">How many are cut from one wall.</param>
    public static int Wall(int number, SyntheticFolderOptions options) => ((number - 1) / options.CropsPerWall) + 1;

    // A wall is so much larger than a picture. Cracks go through its middle half, which every crop has whole.
    private static int Slack(SyntheticFolderOptions options) => options.Size * 3 / 10;

    private static Image Crop(Image wall, ulong seed, SyntheticFolderOptions options)
    {
        var random = new SyntheticRandom(seed);
        int left = random.Whole(0, Slack(options)), top = random.Whole(0, Slack(options));
        var part = new Image(options.Size, options.Size);
        for (int y = 0; y < options.Size; y++)
        {
            wall.Pixels.AsSpan((((top + y) * wall.Width) + left) * 3, options.Size * 3).CopyTo(part.Pixels.AsSpan(y * options.Size * 3));
        }

        return part;
    }

    private static Image Cut(Image image, int width, int height)
    {
        var part = new Image(width, height);
        for (int y = 0; y < height; y++)
        {
            image.Pixels.AsSpan(y * image.Width * 3, width * 3).CopyTo(part.Pixels.AsSpan(y * width * 3));
        }

        return part;
    }

    private static Image Grey(Image image)
    {
        var grey = new Image(image.Width, image.Height, 1);
        for (int i = 0; i < grey.Pixels.Length; i++)
        {
            ReadOnlySpan<byte> pixel = image.Pixels.AsSpan(3 * i, 3);
            grey.Pixels[i] = (byte)(((299 * pixel[0]) + (587 * pixel[1]) + (114 * pixel[2]) + 500) / 1000);
        }

        return grey;
    }
}
