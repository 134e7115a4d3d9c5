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

        Image narrowed = width == image.Width
            ? image
            : RowResizer.Resize(image, ResizeWeights.Compute(image.Width, width, interpolation));
        if (height != image.Height)
        {
            return ColumnResizer.Resize(narrowed, ResizeWeights.Compute(image.Height, height, interpolation));
        }

        return ReferenceEquals(narrowed, image) ? new Image(width, height, image.Channels, [.. image.Pixels]) : narrowed;
    }
}
