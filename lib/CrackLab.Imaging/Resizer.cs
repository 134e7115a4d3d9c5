using System.Buffers;
using CrackLab.Imaging.Resizing;

namespace CrackLab.Imaging;

/// <summary>Changes a picture's size.</summary>
public static class Resizer
{
    /// <summary>Resizes to exactly the given size; the aspect ratio is not kept.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="width">New width in pixels, at least 1.</param>
    /// <param name="height">New height in pixels, at least 1.</param>
    /// <param name="interpolation">The filter.</param>
    /// <returns>A new picture of as many channels; a size that is right already gives a copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1, or a filter that does not exist.</exception>
    /// <remarks>Rows first, then columns, each rounded to 8 bits with 22-bit weights, as Pillow does.</remarks>
    public static Image Resize(Image image, int width, int height, Interpolation interpolation = Interpolation.Bilinear)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (!Enum.IsDefined(interpolation))
        {
            throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "Resizer: expected Bilinear or Area.");
        }

        if (3L * width * Math.Max(height, image.Height) * 4 / 3 > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(width), width, $"Resizer: expected a size that fits in memory, received {width}x{height}.");
        }

        byte[] pixels = GC.AllocateUninitializedArray<byte>(width * image.Channels * height);
        ResizeInto(image, width, height, pixels, interpolation);
        return new Image(width, height, image.Channels, pixels);
    }

    /// <summary>Resizes into samples of the caller's.</summary>
    internal static void ResizeInto(
        Image image, int width, int height, Span<byte> target, Interpolation interpolation = Interpolation.Bilinear)
    {
        if (width == image.Width)
        {
            Stretch(image.Pixels, image, width, height, interpolation, target);
            return;
        }

        // Columns one after the other are rows to sum, without a sample of a row meeting its neighbour.
        int channels = image.Channels, stride = width * channels;
        ResizeWeights across = ResizeWeights.Get(image.Width, width, interpolation);
        byte[] columns = Rent(image.Width * channels, image.Height);
        byte[] narrow = Rent(stride, image.Height);
        Turning.Turn(image.Pixels, image.Width * channels, image.Height, image.Width * channels, columns, image.Height);
        ColumnResizer.Resize(columns, channels * image.Height, across, narrow);
        ArrayPool<byte>.Shared.Return(columns);
        if (height == image.Height)
        {
            Turning.Turn(narrow, height, stride, height, target, stride);
        }
        else
        {
            byte[] rows = Rent(stride, image.Height);
            Turning.Turn(narrow, image.Height, stride, image.Height, rows, stride);
            Stretch(rows, image, width, height, interpolation, target);
            ArrayPool<byte>.Shared.Return(rows);
        }

        ArrayPool<byte>.Shared.Return(narrow);
    }

    private static void Stretch(
        ReadOnlySpan<byte> rows, Image image, int width, int height, Interpolation interpolation, Span<byte> target)
    {
        int stride = width * image.Channels;
        if (height == image.Height) rows[..(stride * height)].CopyTo(target);
        else ColumnResizer.Resize(rows, stride, ResizeWeights.Get(image.Height, height, interpolation), target);
    }

    private static byte[] Rent(int width, int height) => ArrayPool<byte>.Shared.Rent(checked(width * height));
}
