using CrackLab.Imaging.Resizing;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Turns the planes of a turned frame of 1 or 3 components into RGB pixels of another size.</summary>
/// <remarks>
/// Pixel for pixel what resizing the whole picture gives, of which only a few columns exist at a time. A column is held as
/// its red, then its green, then its blue samples, so that all that is made of them is sums of neighbouring lines.
/// </remarks>
internal static class ResizedWriter
{
    private const int Lanes = 16;

    /// <summary>Makes the picture.</summary>
    /// <param name="frame">The frame, turned.</param>
    /// <param name="model">Gray, RGB or YCbCr.</param>
    /// <param name="weights">From the frame's width and height to the new ones.</param>
    /// <param name="target">Receives (height, width, 3) samples.</param>
    /// <param name="buffers">Gives memory.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static void Write(
        Frame frame,
        ColorModel model,
        (ResizeWeights Across, ResizeWeights Down) weights,
        Span<byte> target,
        DecoderBuffers buffers,
        CancellationToken cancellationToken)
    {
        ResizeWeights across = weights.Across;
        LineSource[] columns = Array.ConvertAll(frame.Components, c => new LineSource(c, frame, buffers));
        int height = frame.OutputHeight, pitch = (height + Lanes - 1) / Lanes * Lanes, column = 3 * pitch;
        int kept = Math.Min(4 * across.Most, frame.OutputWidth);
        Span<byte> window = buffers.Bytes((long)kept * column); // columns from start on, up to made
        Span<byte> narrow = buffers.Bytes((long)across.Length * column);
        int start = 0, made = 0;
        for (int x = 0; x < across.Length; x++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int first = across.First(x), end = first + across.Of(x).Length;
            if (end - start > kept)
            {
                window[((first - start) * column)..((made - start) * column)].CopyTo(window);
                start = first;
            }

            for (; made < end; made++) MakeColumn(columns, made, model, window.Slice((made - start) * column, column));
            ColumnResizer.MakeRow(window[((first - start) * column)..], column, across, x, narrow.Slice(x * column, column));
        }

        int stride = 3 * across.Length;
        Span<byte> rows = buffers.Bytes((long)height * stride);
        Turning.Turn(narrow, height, stride, pitch, rows, stride);
        ColumnResizer.Resize(rows, stride, weights.Down, target, cancellationToken);
    }

    private static void MakeColumn(LineSource[] columns, int x, ColorModel model, Span<byte> target)
    {
        int pitch = target.Length / 3;
        Span<byte> red = target[..pitch], green = target.Slice(pitch, pitch), blue = target[(2 * pitch)..];
        ReadOnlySpan<byte> first = columns[0].Line(x);
        if (model == ColorModel.YCbCr)
        {
            ColorRows.FromYCbCr(first, columns[1].Line(x), columns[2].Line(x), red, green, blue);
            return;
        }

        first[..pitch].CopyTo(red);
        (model == ColorModel.Gray ? first : columns[1].Line(x))[..pitch].CopyTo(green);
        (model == ColorModel.Gray ? first : columns[2].Line(x))[..pitch].CopyTo(blue);
    }
}
