using CrackLab.Imaging;

namespace CrackLab.Data;

/// <summary>Decodes huge pictures one at a time, or memory would grow with the number of processors.</summary>
internal static class DecodeGate
{
    private const long ManyPixels = 32_000_000;

    // A turnstile that a picture nobody wants any more can leave again, as a lock is not.
    private static readonly SemaphoreSlim HugeOnes = new(1);

    public static Image Decode(ReadOnlySpan<byte> data, ImageInfo info, DecodeOptions options)
    {
        if (!IsHuge(info, options))
        {
            return ImageDecoder.Decode(data, options);
        }

        HugeOnes.Wait(options.CancellationToken);
        try
        {
            return ImageDecoder.Decode(data, options);
        }
        finally
        {
            HugeOnes.Release();
        }
    }

    public static void DecodeResized(ReadOnlySpan<byte> data, ImageInfo info, int size, Span<byte> destination, DecodeOptions options)
    {
        if (!IsHuge(info, options))
        {
            ImageDecoder.DecodeResized(data, size, size, destination, options);
            return;
        }

        HugeOnes.Wait(options.CancellationToken);
        try
        {
            ImageDecoder.DecodeResized(data, size, size, destination, options);
        }
        finally
        {
            HugeOnes.Release();
        }
    }

    private static bool IsHuge(ImageInfo info, DecodeOptions options)
    {
        long scale = info.Format == ImageFormat.Jpeg ? options.Downscale : 1;
        return (long)info.Width * info.Height / (scale * scale) >= ManyPixels;
    }
}
