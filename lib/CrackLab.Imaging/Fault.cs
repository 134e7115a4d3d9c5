namespace CrackLab.Imaging;

/// <summary>Makes the exceptions that decoders throw, so that a throw reads as one short line.</summary>
internal static class Fault
{
    /// <summary>The data contradicts its format.</summary>
    public static ImageException Corrupt(long offset, string reason) => new(ImageFault.Corrupt, offset, reason);

    /// <summary>The data ends too early.</summary>
    public static ImageException Truncated(long offset, string reason) => new(ImageFault.Truncated, offset, reason);

    /// <summary>A known coding that is not decoded here.</summary>
    public static ImageException Unsupported(long offset, string reason) => new(ImageFault.Unsupported, offset, reason);

    /// <summary>Refuses sizes over the caller's limit, or over what one array can hold, before memory is taken.</summary>
    public static void CheckSize(long width, long height, DecodeOptions options, long offset, string format)
    {
        if (width < 1 || height < 1)
        {
            throw Corrupt(offset, $"{format}: expected a size of at least 1x1, received {width}x{height}");
        }

        long most = Math.Min(options.MaxPixels, Array.MaxLength / 3);
        if (width > most / height)
        {
            throw new ImageException(
                ImageFault.TooLarge, offset, $"{format}: expected at most {most} pixels, received {width}x{height}");
        }
    }
}
