using CrackLab.Imaging;

namespace CrackLab.Data;

/// <summary>Decodes huge pictures one at a time, or memory would grow with the number of processors.</summary>
internal static class DecodeGate
{
    private const long ManyPixels = 32_000_000;

    private static readonly Lock HugeOnes = new();

    public static Image Decode(ReadOnlySpan<byte> data, ImageInfo info, DecodeOptions options)
    {
        long scale = info.Format == ImageFormat.Jpeg ? options.Downscale : 1;
        if ((long)info.Width * info.Height / (scale * scale) < ManyPixels)
        {
            return ImageDecoder.Decode(data, options);
        }

        lock (HugeOnes)
        {
            return ImageDecoder.Decode(data, options);
        }
    }
}
