using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Inverse DCTs of 8x8 coefficients to 4x4 or 2x2 samples, bit for bit as libjpeg's reduced ones.</summary>
/// <remarks>Eight columns go side by side through the first pass, the rows that are left side by side through the second.</remarks>
internal static class ReducedTransform
{
    private const int ConstantBits = 13;
    private const int PassBits = 2;

    /// <summary>
    /// Turns a block of stored coefficients, each times its factor, into <paramref name="size"/> x <paramref name="size"/> samples, the next one to
    /// the right lying <paramref name="right"/> and the next one below <paramref name="down"/> samples further.
    /// </summary>
    public static void Run(ReadOnlySpan<short> block, ReadOnlySpan<short> factors, int size, Span<byte> target, int right, int down)
    {
        Span<int> columns = stackalloc int[32]; // 4 rows of 8; the last two stay empty for 2x2 samples
        Vector256<int> v0 = Row(block, factors, 0);
        Vector256<int> v1 = Row(block, factors, 1);
        Vector256<int> v3 = Row(block, factors, 3);
        Vector256<int> v5 = Row(block, factors, 5);
        Vector256<int> v7 = Row(block, factors, 7);
        if (size == 4)
        {
            var (r0, r1, r2, r3) = Four(v0, v1, Row(block, factors, 2), v3, v5, Row(block, factors, 6), v7, ConstantBits - PassBits);
            r0.CopyTo(columns);
            r1.CopyTo(columns[8..]);
            r2.CopyTo(columns[16..]);
            r3.CopyTo(columns[24..]);
            var (a, b, c, d) = Four(
                Column(columns, 0), Column(columns, 1), Column(columns, 2), Column(columns, 3), Column(columns, 5), Column(columns, 6), Column(columns, 7),
                ConstantBits + PassBits + 3);
            Store(a, size, target, down);
            Store(b, size, target[right..], down);
            Store(c, size, target[(2 * right)..], down);
            Store(d, size, target[(3 * right)..], down);
            return;
        }

        var (top, bottom) = Two(v0, v1, v3, v5, v7, ConstantBits - PassBits);
        top.CopyTo(columns);
        bottom.CopyTo(columns[8..]);
        var (left, behind) = Two(
            Column(columns, 0), Column(columns, 1), Column(columns, 3), Column(columns, 5), Column(columns, 7), ConstantBits + PassBits + 3);
        Store(left, size, target, down);
        Store(behind, size, target[right..], down);
    }

    private static Vector256<int> Row(ReadOnlySpan<short> block, ReadOnlySpan<short> factors, int row)
    {
        Vector128<short> values = Vector128.Create(block.Slice(8 * row, 8)) * Vector128.Create(factors.Slice(8 * row, 8));
        (Vector128<int> lower, Vector128<int> upper) = Vector128.Widen(values);
        return Vector256.Create(lower, upper);
    }

    private static Vector256<int> Column(ReadOnlySpan<int> columns, int x) =>
        Vector128.Create(columns[x], columns[8 + x], columns[16 + x], columns[24 + x]).ToVector256();

    private static void Store(Vector256<int> samples, int count, Span<byte> target, int down)
    {
        Vector256<int> bytes = Vector256.Min(Vector256.Max(samples + Vector256.Create(128), Vector256<int>.Zero), Vector256.Create(255));
        for (int y = 0; y < count; y++) target[y * down] = (byte)bytes[y];
    }

    /// <summary>Eight frequencies (the fifth is left out) to four samples.</summary>
    private static (Vector256<int> A, Vector256<int> B, Vector256<int> C, Vector256<int> D) Four(
        Vector256<int> v0, Vector256<int> v1, Vector256<int> v2, Vector256<int> v3, Vector256<int> v5, Vector256<int> v6, Vector256<int> v7, int shift)
    {
        Vector256<int> half = Vector256.Create(1 << shift);
        Vector256<int> even = (v0 << (ConstantBits + 1)) + half;
        Vector256<int> even2 = (v2 * 15137) - (v6 * 6270);
        Vector256<int> odd0 = (v7 * -1730) + (v5 * 11893) - (v3 * 17799) + (v1 * 8697);
        Vector256<int> odd2 = (v7 * -4176) - (v5 * 4926) + (v3 * 7373) + (v1 * 20995);
        return (
            (even + even2 + odd2) >> (shift + 1),
            (even - even2 + odd0) >> (shift + 1),
            (even - even2 - odd0) >> (shift + 1),
            (even + even2 - odd2) >> (shift + 1));
    }

    /// <summary>Five of eight frequencies to two samples.</summary>
    private static (Vector256<int> A, Vector256<int> B) Two(
        Vector256<int> v0, Vector256<int> v1, Vector256<int> v3, Vector256<int> v5, Vector256<int> v7, int shift)
    {
        Vector256<int> even = (v0 << (ConstantBits + 2)) + Vector256.Create(1 << (shift + 1));
        Vector256<int> odd = (v7 * -5906) + (v5 * 6967) - (v3 * 10426) + (v1 * 29692);
        return ((even + odd) >> (shift + 2), (even - odd) >> (shift + 2));
    }
}
