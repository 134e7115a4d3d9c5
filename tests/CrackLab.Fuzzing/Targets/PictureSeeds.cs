using CrackLab.Fuzzing.Running;
using CrackLab.Imaging;

namespace CrackLab.Fuzzing.Targets;

/// <summary>Sound pictures: the golden files of the decoders' tests, and small ones of every size from 1 x 1 on.</summary>
internal static class PictureSeeds
{
    private static readonly (int Width, int Height)[] Sizes = [(1, 1), (1, 9), (7, 1), (8, 8), (9, 17), (16, 16), (33, 5)];

    /// <summary>JPEG: subsampling of every kind, progressive, restarts, grey, CMYK, EXIF, tables of 16 bits.</summary>
    public static IReadOnlyList<FuzzSeed> Jpeg { get; } =
    [
        .. SeedFiles.Golden(".jpg"),
        .. Sizes.Select(size => new FuzzSeed($"own-{size.Width}x{size.Height}.jpg", JpegEncoder.Encode(Picture(size.Width, size.Height, 3), 60))),
        .. Sizes.Select(size => new FuzzSeed($"own-grey-{size.Width}x{size.Height}.jpg", JpegEncoder.Encode(Picture(size.Width, size.Height, 1), 95))),
        .. SeedFiles.Findings("jpeg"),
    ];

    /// <summary>PNG: every colour type and depth, interlaced and not, palettes, transparency, EXIF.</summary>
    public static IReadOnlyList<FuzzSeed> Png { get; } =
    [
        .. SeedFiles.Golden(".png"),
        .. Sizes.Select(size => new FuzzSeed($"own-{size.Width}x{size.Height}.png", PngEncoder.Encode(Picture(size.Width, size.Height, 4)))),
        .. SeedFiles.Findings("png"),
    ];

    /// <summary>BMP: 1 to 32 bits, run lengths, bit fields, from the top, old headers.</summary>
    public static IReadOnlyList<FuzzSeed> Bmp { get; } = [.. SeedFiles.Golden(".bmp"), .. SeedFiles.Findings("bmp")];

    /// <summary>Photos with EXIF blocks.</summary>
    public static IReadOnlyList<FuzzSeed> Exif { get; } =
    [
        .. SeedFiles.Golden("no-place.jpg", "north-east.jpg", "south-west.jpg", "place.png", "orientation-6.jpg", "orientation-6.png"),
        .. SeedFiles.Findings("exif"),
    ];

    private static Image Picture(int width, int height, int channels)
    {
        var random = new FuzzRandom((ulong)((width * 1000) + height));
        var image = new Image(width, height, channels);
        for (int i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)((i * 7) + random.Below(90));
        return image;
    }
}
