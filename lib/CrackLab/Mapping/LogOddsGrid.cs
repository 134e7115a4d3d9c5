using System.Runtime.CompilerServices;

namespace CrackLab.Mapping;

/// <summary>Log-odds at places of a photo, a fixed distance apart.</summary>
/// <param name="Columns">Places in a row.</param>
/// <param name="Rows">Places in a column.</param>
/// <param name="Step">Pixels of the photo from one place to the next.</param>
/// <param name="First">Pixels from the photo's left and upper edge to the middle of the first place.</param>
/// <param name="Values">(Rows, Columns) log-odds.</param>
internal sealed record LogOddsGrid(int Columns, int Rows, double Step, double First, float[] Values)
{
    /// <summary>The value at a point of the photo: bilinear between the middles of places, level beyond the outer ones.</summary>
    /// <param name="x">Pixels from the left edge.</param>
    /// <param name="y">Pixels from the upper edge.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float At(double x, double y)
    {
        (int left, int right, float across) = Between(x, Columns);
        (int top, int bottom, float down) = Between(y, Rows);
        float above = Mix(Values[(top * Columns) + left], Values[(top * Columns) + right], across);
        float below = Mix(Values[(bottom * Columns) + left], Values[(bottom * Columns) + right], across);
        return Mix(above, below, down);
    }

    /// <summary>From squares of places, a step of one place apart, to the places: the greatest value of the squares that cover each.</summary>
    /// <param name="side">Places in a row of a square.</param>
    public LogOddsGrid Spread(int side) => Cover(side, float.NegativeInfinity, Math.Max);

    /// <summary>The same with the mean of the squares that cover a place.</summary>
    /// <param name="side">Places in a row of a square.</param>
    public LogOddsGrid Average(int side)
    {
        LogOddsGrid sums = Cover(side, 0, (a, b) => a + b);
        LogOddsGrid counts = (this with { Values = [.. Values.Select(_ => 1f)] }).Cover(side, 0, (a, b) => a + b);
        return sums with { Values = [.. sums.Values.Zip(counts.Values, (sum, count) => sum / count)] };
    }

    private LogOddsGrid Cover(int side, float start, Func<float, float, float> join)
    {
        int columns = Columns + side - 1, rows = Rows + side - 1;
        float[] covered = new float[columns * rows];
        Array.Fill(covered, start);
        for (int i = 0; i < Values.Length; i++)
        {
            for (int y = i / Columns; y < (i / Columns) + side; y++)
            {
                foreach (ref float value in covered.AsSpan((y * columns) + (i % Columns), side))
                    value = join(value, Values[i]);
            }
        }

        return this with { Columns = columns, Rows = rows, Values = covered };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Mix(float a, float b, float part) => a + (part * (b - a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int First, int Second, float Part) Between(double pixel, int places)
    {
        double place = Math.Clamp((pixel - First) / Step, 0, places - 1);
        int first = (int)place;
        return (first, Math.Min(first + 1, places - 1), (float)(place - first));
    }
}
