using CrackLab.Imaging;

namespace CrackLab.Data;

/// <summary>Decodes huge pictures one at a time, or memory would grow with the number of processors.</summary>
internal static class DecodeGate
{
    private const long ManyPixels = 32_000_000;

    private static readonly Lock HugeOnes = new();

    public static Image Decode(ReadOnlySpan<byte> data, ImageInfo info, DecodeOptions options)
    {
        if (!IsHuge(info, options))
        {
            return ImageDecoder.Decode(data, options);
        }

        lock (HugeOnes)
        {
            return ImageDecoder.Decode(data, options);
        }
    }

    public static void DecodeResized(ReadOnlySpan<byte> data, ImageInfo info, int size, Span<byte> destination, DecodeOptions options)
    {
        if (!IsHuge(info, options))
        {
            ImageDecoder.DecodeResized(data, size, size, destination, options);
            return;
        }

        lock (HugeOnes)
        {
            ImageDecoder.DecodeResized(data, size, size, destination, options);
        }
    }

    private static bool IsHuge(ImageInfo info, DecodeOptions options)
    {
        long scale = info.Format == ImageFormat.Jpeg ? options.Downscale : 1;
        return (long)info.Width * info.Height / (scale * scale) >= ManyPixels;
    }
}
