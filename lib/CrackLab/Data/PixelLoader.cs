using CrackLab.Imaging;

namespace CrackLab.Data;

/// <summary>The one way from a file's bytes to the pixels that a model sees, in training and in prediction.</summary>
public static class PixelLoader
{
    /// <summary>Decodes upright RGB over white and resizes it (antialiased bilinear, aspect ratio not kept).</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="size">Width and height of the result in pixels, at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>(size, size, 3) RGB samples, 0..255.</returns>
    /// <remarks>A JPEG of at least twice the size is decoded straight to 1/2, 1/4 or 1/8, which is much faster.</remarks>
    /// <exception cref="ImageException">The bytes cannot be decoded.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static byte[] Load(ReadOnlySpan<byte> file, int size, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(size * size * 3));
        Load(file, size, pixels, cancellationToken);
        return pixels;
    }

    /// <summary>The same into (size, size, 3) samples of the caller's.</summary>
    internal static void Load(ReadOnlySpan<byte> file, int size, Span<byte> destination, CancellationToken cancellationToken)
    {
        ImageInfo info = ImageDecoder.Identify(file);
        DecodeOptions options = DecodeOptions.Default with { Downscale = Downscale(info, size), CancellationToken = cancellationToken };
        DecodeGate.DecodeResized(file, info, size, destination, options);
    }

    /// <summary>The greatest downscale that leaves at least the wanted size.</summary>
    internal static int Downscale(ImageInfo info, int size)
    {
        int downscale = 1;
        while (info.Format == ImageFormat.Jpeg && downscale < 8 && Math.Min(info.Width, info.Height) >= 2L * downscale * size)
        {
            downscale *= 2;
        }

        return downscale;
    }
}
