using System.Buffers;

namespace CrackLab.Imaging.Resizing;

/// <summary>Resizes large pictures strip by strip, on several threads; memory for one strip a thread besides source and target.</summary>
internal static class StripResizer
{
    private const int StripRows = 64;

    /// <summary>Resizes; the pixels are the same for any number of threads.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="weights">The weights along a row, and along a column.</param>
    /// <param name="target">Receives as many rows and columns as the weights have samples.</param>
    /// <param name="threads">Threads at work, at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static void Resize(Image image, (ResizeWeights Across, ResizeWeights Down) weights, byte[] target, int threads, CancellationToken cancellationToken)
    {
        (ResizeWeights across, ResizeWeights down) = weights;
        int stride = across.Length * image.Channels;
        int strips = (down.Length + StripRows - 1) / StripRows;
        Parallel.For(0, strips, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, strip =>
        {
            int start = strip * StripRows, end = Math.Min(start + StripRows, down.Length);
            int top = down.First(start), bottom = down.First(end - 1) + down.Of(end - 1).Length;
            byte[] rows = ArrayPool<byte>.Shared.Rent(stride * (bottom - top));
            Narrow(image, top, bottom - top, across, rows);
            for (int y = start; y < end; y++)
            {
                ColumnResizer.MakeRow(
                    rows.AsSpan((down.First(y) - top) * stride, down.Of(y).Length * stride), stride, down, y, target.AsSpan(y * stride, stride));
            }

            ArrayPool<byte>.Shared.Return(rows);
        });
    }

    /// <summary>Resizes some rows along themselves: columns one after the other are rows to sum.</summary>
    private static void Narrow(Image image, int top, int height, ResizeWeights across, byte[] rows)
    {
        int channels = image.Channels, stride = image.Width * channels, narrow = across.Length * channels;
        byte[] columns = ArrayPool<byte>.Shared.Rent(stride * height);
        byte[] resized = ArrayPool<byte>.Shared.Rent(narrow * height);
        Turning.Turn(image.Pixels.AsSpan(top * stride), stride, height, stride, columns, height);
        ColumnResizer.Resize(columns, channels * height, across, resized, CancellationToken.None);
        Turning.Turn(resized, height, narrow, height, rows, narrow);
        ArrayPool<byte>.Shared.Return(columns);
        ArrayPool<byte>.Shared.Return(resized);
    }
}
