using CrackLab.Data;
using CrackLab.Imaging;

namespace CrackLab.Display;

/// <summary>Small pictures as JPEG files that stand in the page itself.</summary>
internal static class Thumbnail
{
    private const int Quality = 82;

    /// <summary>Shrinks a picture file, keeping its aspect ratio; it is never enlarged.</summary>
    /// <param name="path">The file.</param>
    /// <param name="side">Longer side in pixels.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A JPEG file, or <see langword="null"/> where the file cannot be shown.</returns>
    public static byte[]? Load(string path, int side, CancellationToken cancellationToken = default)
    {
        try
        {
            byte[] file = File.ReadAllBytes(path);
            ImageInfo info = ImageDecoder.Identify(file);
            Image image = DecodeGate.Decode(
                file, info, DecodeOptions.Default with { Downscale = PixelLoader.Downscale(info, side), CancellationToken = cancellationToken });
            return Encode(image, side);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ImageException)
        {
            return null;
        }
    }

    /// <summary>Shrinks a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="side">Longer side in pixels.</param>
    public static byte[] Encode(Image image, int side)
    {
        double scale = Math.Min(1, (double)side / Math.Max(image.Width, image.Height));
        int width = Math.Max(1, (int)Math.Round(image.Width * scale)), height = Math.Max(1, (int)Math.Round(image.Height * scale));
        Image small = width == image.Width && height == image.Height ? image : Resizer.Resize(image, width, height);
        return JpegEncoder.Encode(small, Quality);
    }

    /// <summary>An img element that holds the picture.</summary>
    /// <param name="jpeg">A JPEG file.</param>
    /// <param name="alternative">What it shows, in words.</param>
    public static Markup Element(byte[] jpeg, string alternative) =>
        Markup.Of($"""<img alt="{alternative}" src="data:image/jpeg;base64,{Convert.ToBase64String(jpeg)}">""");
}
