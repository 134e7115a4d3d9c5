using System.Numerics;

namespace CrackLab.Data.Overlaps;

/// <summary>How alike two tiles are where one lies on the other.</summary>
/// <param name="Value">Normalised correlation, -1..1; 0 where one of them is even.</param>
/// <param name="Shared">Samples that they share.</param>
/// <param name="Relief">Root mean square of the weaker one's samples, in units of the local contrast.</param>
internal readonly record struct Correlation(double Value, int Shared, double Relief)
{
    private const double Scale = 36;

    /// <summary>Compares.</summary>
    /// <param name="first">The tile that is moved.</param>
    /// <param name="second">The tile that stays.</param>
    /// <param name="shiftX">Column of the second that the first one's column 0 comes to lie on.</param>
    /// <param name="shiftY">Row of the second that the first one's row 0 comes to lie on.</param>
    /// <param name="rowStep">1 to look at every row, 2 at every other.</param>
    public static Correlation Of(Tile first, Tile second, int shiftX, int shiftY, int rowStep = 1)
    {
        int left = Math.Max(0, shiftX), right = Math.Min(second.Width, first.Width + shiftX);
        int top = Math.Max(0, shiftY), bottom = Math.Min(second.Height, first.Height + shiftY);
        if (left >= right || top >= bottom)
        {
            return default;
        }

        int width = right - left, rows = 0;
        long a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        for (int y = top; y < bottom; y += rowStep, rows++)
        {
            ReadOnlySpan<sbyte> one = first.Samples.AsSpan(((y - shiftY) * first.Width) + left - shiftX, width);
            ReadOnlySpan<sbyte> other = second.Samples.AsSpan((y * second.Width) + left, width);
            Add(one, other, ref a, ref b, ref aa, ref bb, ref ab);
        }

        double count = (double)width * rows;
        double varianceA = (aa / count) - (a / count * (a / count)), varianceB = (bb / count) - (b / count * (b / count));
        double covariance = (ab / count) - (a / count * (b / count));
        double least = Math.Min(varianceA, varianceB);
        return least <= 0
            ? new Correlation(0, width * (bottom - top), 0)
            : new Correlation(covariance / Math.Sqrt(varianceA * varianceB), width * (bottom - top), Math.Sqrt(least) / Scale);
    }

    private static void Add(
        ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other, ref long a, ref long b, ref long aa, ref long bb, ref long ab)
    {
        int i = 0;
        Vector<short> sumA = default, sumB = default;
        Vector<int> sumAA = default, sumBB = default, sumAB = default;
        for (; i <= one.Length - Vector<sbyte>.Count; i += Vector<sbyte>.Count)
        {
            Vector.Widen(new Vector<sbyte>(one[i..]), out Vector<short> lowA, out Vector<short> highA);
            Vector.Widen(new Vector<sbyte>(other[i..]), out Vector<short> lowB, out Vector<short> highB);
            sumA += lowA + highA;
            sumB += lowB + highB;
            sumAA += Widened((lowA * lowA) + (highA * highA));
            sumBB += Widened((lowB * lowB) + (highB * highB));
            sumAB += Widened((lowA * lowB) + (highA * highB));
        }

        Vector.Widen(sumA, out Vector<int> low, out Vector<int> high);
        a += Vector.Sum(low + high);
        Vector.Widen(sumB, out low, out high);
        b += Vector.Sum(low + high);
        aa += Vector.Sum(sumAA);
        bb += Vector.Sum(sumBB);
        ab += Vector.Sum(sumAB);
        for (; i < one.Length; i++)
        {
            a += one[i];
            b += other[i];
            aa += one[i] * one[i];
            bb += other[i] * other[i];
            ab += one[i] * other[i];
        }
    }

    // Two products of samples are at most 2 * 127 * 127, which a short holds.
    private static Vector<int> Widened(Vector<short> values)
    {
        Vector.Widen(values, out Vector<int> low, out Vector<int> high);
        return low + high;
    }
}
