namespace CrackLab.Data.Overlaps;

/// <summary>Whether two tiles agree everywhere they share, and not in one striking line alone.</summary>
internal static class CellSupport
{
    private const int Cell = 8;

    /// <summary>Correlation of the middle one of the shared area's cells, ordered by their correlations.</summary>
    /// <param name="first">The tile that is moved.</param>
    /// <param name="second">The tile that stays.</param>
    /// <param name="shiftX">Column of the second that the first one's column 0 comes to lie on.</param>
    /// <param name="shiftY">Row of the second that the first one's row 0 comes to lie on.</param>
    public static double Of(Tile first, Tile second, int shiftX, int shiftY)
    {
        int left = Math.Max(0, shiftX), right = Math.Min(second.Width, first.Width + shiftX);
        int top = Math.Max(0, shiftY), bottom = Math.Min(second.Height, first.Height + shiftY);
        int columns = Math.Max(1, (right - left) / Cell), rows = Math.Max(1, (bottom - top) / Cell);
        var values = new double[columns * rows];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                values[(row * columns) + column] = OfCell(
                    first, second, shiftX, shiftY,
                    (left + ((right - left) * column / columns), left + ((right - left) * (column + 1) / columns)),
                    (top + ((bottom - top) * row / rows), top + ((bottom - top) * (row + 1) / rows)));
            }
        }

        Array.Sort(values);
        return values[values.Length / 2];
    }

    private static double OfCell(
        Tile first, Tile second, int shiftX, int shiftY, (int From, int To) across, (int From, int To) down)
    {
        int a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (int y = down.From; y < down.To; y++)
        {
            ReadOnlySpan<sbyte> one = first.Samples.AsSpan(((y - shiftY) * first.Width) + across.From - shiftX, across.To - across.From);
            ReadOnlySpan<sbyte> other = second.Samples.AsSpan((y * second.Width) + across.From, one.Length);
            for (int x = 0; x < one.Length; x++)
            {
                a += one[x];
                b += other[x];
                aa += one[x] * one[x];
                bb += other[x] * other[x];
                ab += one[x] * other[x];
            }
        }

        double count = (double)(across.To - across.From) * (down.To - down.From);
        double variance = (aa - (a * (a / count))) * (bb - (b * (b / count)));
        return variance <= 0 ? 0 : (ab - (a * (b / count))) / Math.Sqrt(variance);
    }
}
