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
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static Image Decode(ReadOnlySpan<byte> data, DecodeOptions? options = null)
    {
        options ??= DecodeOptions.Default;
        CheckDownscale(options);
        return RequireDecodable(data) switch
        {
            ImageFormat.Jpeg => JpegDecoder.Decode(data, options, out int orientation).Upright(options, orientation),
            ImageFormat.Png => PngDecoder.Decode(data, options, out int orientation).Upright(options, orientation),
            _ => BmpDecoder.Decode(data, options),
        };
    }

    /// <summary>Decodes to RGB of a wanted size: what <see cref="Decode"/> and then <see cref="Resizer.Resize"/> give, faster.</summary>
    /// <param name="data">A file's bytes.</param>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1; the aspect ratio is not kept.</param>
    /// <param name="destination">Receives (height, width, 3) samples, 0..255; its length is just that many.</param>
    /// <param name="options">How; <see langword="null"/> for <see cref="DecodeOptions.Default"/>.</param>
    /// <remarks>Bilinear. Of most JPEGs the full-size pixels never exist, only a few columns of them at a time.</remarks>
    /// <exception cref="ImageException">The bytes cannot be decoded; says what and at which byte.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1.</exception>
    /// <exception cref="ArgumentException">
    /// <see cref="DecodeOptions.Downscale"/> is none of 1, 2, 4, 8, or <paramref name="destination"/> has another length.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static void DecodeResized(
        ReadOnlySpan<byte> data, int width, int height, Span<byte> destination, DecodeOptions? options = null)
    {
        options ??= DecodeOptions.Default;
        CheckDownscale(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (destination.Length != 3L * width * height)
        {
            throw new ArgumentException(
                $"ImageDecoder: expected room for {3L * width * height} samples of ({height}, {width}, 3), received {destination.Length}.",
                nameof(destination));
        }

        switch (RequireDecodable(data))
        {
            case ImageFormat.Jpeg:
                JpegDecoder.DecodeResized(data, options, width, height, destination);
                break;
            case ImageFormat.Png:
                Image image = PngDecoder.Decode(data, options, out int orientation).Upright(options, orientation);
                Resizer.ResizeInto(image, width, height, destination, cancellationToken: options.CancellationToken);
                break;
            default:
                Resizer.ResizeInto(BmpDecoder.Decode(data, options), width, height, destination, cancellationToken: options.CancellationToken);
                break;
        }
    }

    private static void CheckDownscale(DecodeOptions options)
    {
        if (options.Downscale is not (1 or 2 or 4 or 8))
        {
            throw new ArgumentException(
                $"ImageDecoder: expected a Downscale of 1, 2, 4 or 8, received {options.Downscale}.", nameof(options));
        }
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
