namespace CrackLab.Data;

/// <summary>Flips and quarter turns of a square picture as one walk through its samples.</summary>
/// <remarks>Destination pixel (y, x) is the source sample at Start + y * StepY + x * StepX.</remarks>
internal readonly record struct SquareTransform(int Size, int Start, int StepY, int StepX)
{
    /// <summary>Combines a left-right flip, a top-bottom flip and clockwise quarter turns, in this order.</summary>
    public static SquareTransform Create(int size, bool horizontal, bool vertical, int turns)
    {
        // The source row and column of destination pixel (y, x), each as (constant, factor of y, factor of x).
        (int Constant, int Y, int X) row = (0, 1, 0);
        (int Constant, int Y, int X) column = (0, 0, 1);
        for (int turn = 0; turn < turns; turn++)
        {
            (row, column) = (Mirror(column, size), row);
        }

        column = horizontal ? Mirror(column, size) : column;
        row = vertical ? Mirror(row, size) : row;
        return new SquareTransform(
            size,
            ((row.Constant * size) + column.Constant) * 3,
            ((row.Y * size) + column.Y) * 3,
            ((row.X * size) + column.X) * 3);
    }

    /// <summary>Moves the pixels.</summary>
    public void Apply(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        int written = 0;
        for (int y = 0; y < Size; y++)
        {
            int read = Start + (y * StepY);
            if (StepX == 3)
            {
                source.Slice(read, Size * 3).CopyTo(destination[written..]);
                written += Size * 3;
                continue;
            }

            for (int x = 0; x < Size; x++, read += StepX, written += 3)
            {
                ReadOnlySpan<byte> from = source.Slice(read, 3);
                Span<byte> to = destination.Slice(written, 3);
                to[0] = from[0];
                to[1] = from[1];
                to[2] = from[2];
            }
        }
    }

    /// <summary>Moves the pixels and replaces each sample by its entry in a table of 256.</summary>
    public void Apply(ReadOnlySpan<byte> source, Span<byte> destination, ReadOnlySpan<byte> tones)
    {
        tones = tones[..256];
        int written = 0;
        for (int y = 0; y < Size; y++)
        {
            int read = Start + (y * StepY);
            for (int x = 0; x < Size; x++, read += StepX, written += 3)
            {
                ReadOnlySpan<byte> from = source.Slice(read, 3);
                Span<byte> to = destination.Slice(written, 3);
                to[0] = tones[from[0]];
                to[1] = tones[from[1]];
                to[2] = tones[from[2]];
            }
        }
    }

    private static (int Constant, int Y, int X) Mirror((int Constant, int Y, int X) line, int size) =>
        (size - 1 - line.Constant, -line.Y, -line.X);
}
