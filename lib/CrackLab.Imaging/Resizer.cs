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

        int channels = image.Channels, stride = width * channels;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(stride * height);
        if (height == image.Height)
        {
            Narrow(image, width, interpolation, pixels);
        }
        else if (width == image.Width)
        {
            ColumnResizer.Resize(image.Pixels, stride, ResizeWeights.Compute(image.Height, height, interpolation), pixels);
        }
        else
        {
            byte[] narrowed = ArrayPool<byte>.Shared.Rent(stride * image.Height);
            Narrow(image, width, interpolation, narrowed);
            ColumnResizer.Resize(narrowed, stride, ResizeWeights.Compute(image.Height, height, interpolation), pixels);
            ArrayPool<byte>.Shared.Return(narrowed);
        }

        return new Image(width, height, channels, pixels);
    }

    private static void Narrow(Image image, int width, Interpolation interpolation, Span<byte> target)
    {
        if (width == image.Width) image.Pixels.CopyTo(target);
        else RowResizer.Resize(image, ResizeWeights.Compute(image.Width, width, interpolation), target);
    }
}
