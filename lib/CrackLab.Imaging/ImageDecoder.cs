namespace CrackLab.Imaging;

/// <summary>Decodes JPEG, PNG and BMP bytes to RGB pixels.</summary>
public static class ImageDecoder
{
    /// <summary>Tells the format from the first bytes.</summary>
    /// <param name="data">A file's bytes, or at least its first 32.</param>
    public static ImageFormat DetectFormat(ReadOnlySpan<byte> data) => throw new NotSupportedException();

    /// <summary>Reads the header: format, size, mode.</summary>
    /// <param name="data">A file's bytes.</param>
    /// <exception cref="ImageException">The header is unreadable.</exception>
    public static ImageInfo Identify(ReadOnlySpan<byte> data) => throw new NotSupportedException();

    /// <summary>Decodes to RGB, 8 bits a sample.</summary>
    /// <param name="data">A file's bytes.</param>
    /// <param name="options">How; <see langword="null"/> for <see cref="DecodeOptions.Default"/>.</param>
    /// <returns>A picture of 3 channels.</returns>
    /// <exception cref="ImageException">The bytes cannot be decoded; says what and at which byte.</exception>
    public static Image Decode(ReadOnlySpan<byte> data, DecodeOptions? options = null) => throw new NotSupportedException();
}
