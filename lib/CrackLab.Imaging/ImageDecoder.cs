using CrackLab.Imaging.Bmp;
using CrackLab.Imaging.Exif;
using CrackLab.Imaging.Jpeg;
using CrackLab.Imaging.Png;

namespace CrackLab.Imaging;

/// <summary>Decodes JPEG, PNG and BMP bytes to RGB pixels.</summary>
public static class ImageDecoder
{
    /// <summary>Tells the format from the first bytes.</summary>
    /// <param name="data">A file's bytes, or at least its first 32.</param>
    public static ImageFormat DetectFormat(ReadOnlySpan<byte> data) => FormatDetector.Detect(data);

    /// <summary>Reads the header: format, size, mode.</summary>
    /// <param name="data">A file's bytes.</param>
    /// <exception cref="ImageException">The header is unreadable.</exception>
    public static ImageInfo Identify(ReadOnlySpan<byte> data) => RequireDecodable(data) switch
    {
        ImageFormat.Jpeg => JpegDecoder.Identify(data),
        ImageFormat.Png => PngDecoder.Identify(data),
        _ => BmpDecoder.Identify(data),
    };

    /// <summary>Decodes to RGB, 8 bits a sample.</summary>
    /// <param name="data">A file's bytes.</param>
    /// <param name="options">How; <see langword="null"/> for <see cref="DecodeOptions.Default"/>.</param>
    /// <returns>A picture of 3 channels.</returns>
    /// <exception cref="ImageException">The bytes cannot be decoded; says what and at which byte.</exception>
    /// <exception cref="ArgumentException"><see cref="DecodeOptions.Downscale"/> is none of 1, 2, 4, 8.</exception>
    public static Image Decode(ReadOnlySpan<byte> data, DecodeOptions? options = null)
    {
        options ??= DecodeOptions.Default;
        if (options.Downscale is not (1 or 2 or 4 or 8))
        {
            throw new ArgumentException(
                $"ImageDecoder: expected a Downscale of 1, 2, 4 or 8, received {options.Downscale}.", nameof(options));
        }

        Image image = RequireDecodable(data) switch
        {
            ImageFormat.Jpeg => JpegDecoder.Decode(data, options, out int orientation).Upright(options, orientation),
            ImageFormat.Png => PngDecoder.Decode(data, options, out int orientation).Upright(options, orientation),
            _ => BmpDecoder.Decode(data, options),
        };
        return image;
    }

    private static ImageFormat RequireDecodable(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            throw new ImageException(ImageFault.Empty, 0, "expected a picture, received no bytes");
        }

        ImageFormat format = FormatDetector.Detect(data);
        return format switch
        {
            ImageFormat.Jpeg or ImageFormat.Png or ImageFormat.Bmp => format,
            ImageFormat.Unknown => throw new ImageException(
                ImageFault.NotAnImage, 0, $"expected a JPEG, PNG or BMP picture, received {FormatDetector.Describe(data)}"),
            _ => throw Fault.Unsupported(0, $"expected a JPEG, PNG or BMP picture, received {Name(format)}, which is not decoded"),
        };
    }

    private static string Name(ImageFormat format) => format switch
    {
        ImageFormat.Gif => "GIF",
        ImageFormat.Tiff => "TIFF",
        ImageFormat.Heif => "HEIF or AVIF",
        ImageFormat.Jpeg2000 => "JPEG 2000",
        ImageFormat.JpegXl => "JPEG XL",
        _ => format.ToString(),
    };
}
