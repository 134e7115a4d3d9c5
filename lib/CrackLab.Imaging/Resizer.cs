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
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A new picture of as many channels; a size that is right already gives a copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1, or a filter that does not exist.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    /// <remarks>Rows first, then columns, each rounded to 8 bits with 22-bit weights, as Pillow does.</remarks>
    public static Image Resize(
        Image image, int width, int height, Interpolation interpolation = Interpolation.Bilinear, CancellationToken cancellationToken = default)
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
        ResizeInto(image, width, height, pixels, interpolation, cancellationToken);
        return new Image(width, height, image.Channels, pixels);
    }

    /// <summary>Makes every <paramref name="denominator"/> pixels into just <paramref name="numerator"/>, in both directions.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="numerator">New pixels, at least 1.</param>
    /// <param name="denominator">Old pixels, at least 1.</param>
    /// <param name="threads">Threads at work, at least 1; the pixels are the same for any number.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A new picture; sides are rounded up, so that the last pixels may be made of less than the others.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number below 1, or a result that does not fit in memory.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    /// <remarks>
    /// Bilinear. It never stretches by a fraction of a pixel as <see cref="Resize"/> does: what lies
    /// <paramref name="denominator"/> pixels further on comes out the same, <paramref name="numerator"/> pixels further on.
    /// </remarks>
    public static Image Scale(Image image, int numerator, int denominator, int threads = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(numerator, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        double width = Math.Ceiling((double)image.Width * numerator / denominator), height = Math.Ceiling((double)image.Height * numerator / denominator);
        if (width * height * image.Channels > Array.MaxLength)
        {
            throw new ArgumentOutOfRangeException(
                nameof(numerator), numerator, FormattableString.Invariant($"Resizer: expected a size that fits in memory, received {width}x{height}."));
        }

        ResizeWeights across = ResizeWeights.Get(image.Width, (int)width, (numerator, denominator), Interpolation.Bilinear);
        ResizeWeights down = ResizeWeights.Get(image.Height, (int)height, (numerator, denominator), Interpolation.Bilinear);
        byte[] pixels = GC.AllocateUninitializedArray<byte>((int)width * (int)height * image.Channels);
        StripResizer.Resize(image, (across, down), pixels, threads, cancellationToken);
        return new Image((int)width, (int)height, image.Channels, pixels);
    }

    /// <summary>Resizes into samples of the caller's.</summary>
    internal static void ResizeInto(
        Image image,
        int width,
        int height,
        Span<byte> target,
        Interpolation interpolation = Interpolation.Bilinear,
        CancellationToken cancellationToken = default)
    {
        if (width == image.Width)
        {
            Stretch(image.Pixels, image, (width, height), interpolation, target, cancellationToken);
            return;
        }

        // Columns one after the other are rows to sum, without a sample of a row meeting its neighbour.
        int channels = image.Channels, stride = width * channels;
        ResizeWeights across = ResizeWeights.Get(image.Width, width, interpolation);
        byte[] columns = Rent(image.Width * channels, image.Height);
        byte[] narrow = Rent(stride, image.Height);
        Turning.Turn(image.Pixels, image.Width * channels, image.Height, image.Width * channels, columns, image.Height);
        ColumnResizer.Resize(columns, channels * image.Height, across, narrow, cancellationToken);
        ArrayPool<byte>.Shared.Return(columns);
        if (height == image.Height)
        {
            Turning.Turn(narrow, height, stride, height, target, stride);
        }
        else
        {
            byte[] rows = Rent(stride, image.Height);
            Turning.Turn(narrow, image.Height, stride, image.Height, rows, stride);
            Stretch(rows, image, (width, height), interpolation, target, cancellationToken);
            ArrayPool<byte>.Shared.Return(rows);
        }

        ArrayPool<byte>.Shared.Return(narrow);
    }

    private static void Stretch(
        ReadOnlySpan<byte> rows,
        Image image,
        (int Width, int Height) size,
        Interpolation interpolation,
        Span<byte> target,
        CancellationToken cancellationToken)
    {
        int stride = size.Width * image.Channels;
        if (size.Height == image.Height) rows[..(stride * size.Height)].CopyTo(target);
        else ColumnResizer.Resize(rows, stride, ResizeWeights.Get(image.Height, size.Height, interpolation), target, cancellationToken);
    }

    private static byte[] Rent(int width, int height) => ArrayPool<byte>.Shared.Rent(checked(width * height));
}
