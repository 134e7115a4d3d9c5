using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CrackLab.Imaging.Resizing;

/// <summary>Resizes every column to a new height.</summary>
/// <remarks>
/// The last vector of a row overlaps the one before, so that only rows shorter than a vector go one by one. Compiled at full
/// speed at once, as other loops over a photo's pixels are: a process often reads but one.
/// </remarks>
internal static class ColumnResizer
{
    private const int Lanes = 16;
    private const int WideLanes = 32;

    /// <summary>Makes another number of rows.</summary>
    public static void Resize(ReadOnlySpan<byte> source, int stride, ResizeWeights weights, Span<byte> pixels)
    {
        for (int y = 0; y < weights.Length; y++)
        {
            MakeRow(source[(weights.First(y) * stride)..], stride, weights, y, pixels.Slice(y * stride, stride));
        }
    }

    /// <summary>Makes one row.</summary>
    /// <param name="rows">The old rows that it is made of, one after the other.</param>
    /// <param name="stride">Samples in a row.</param>
    /// <param name="weights">How much of each old row.</param>
    /// <param name="y">Which of the new rows.</param>
    /// <param name="target">Receives the row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MakeRow(ReadOnlySpan<byte> rows, int stride, ResizeWeights weights, int y, Span<byte> target)
    {
        ReadOnlySpan<int> taps = weights.Of(y);
        if (stride < Lanes)
        {
            MakeShortRow(rows, stride, taps, target);
            return;
        }

        if (Avx512BW.IsSupported && stride >= WideLanes && taps.Length <= 4)
        {
            MakeWideRow(rows, stride, weights.PairsOf(y), taps.Length, target);
            return;
        }

        for (int next = 0; next < stride; next += Lanes)
        {
            int x = Math.Min(next, stride - Lanes);
            Vector256<short> sums = Sum(rows[x..], stride, taps);
            Vector128.NarrowWithSaturation(sums.GetLower().AsUInt16(), sums.GetUpper().AsUInt16()).CopyTo(target.Slice(x, Lanes));
        }
    }

    /// <summary>Up to four rows, two at a time, each weight in two halves of 11 bits: the same sums from 16-bit products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MakeWideRow(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<(int High, int Low)> pairs, int taps, Span<byte> target)
    {
        ReadOnlySpan<byte> row0 = rows[..stride], row1 = taps > 1 ? rows.Slice(stride, stride) : row0;
        ReadOnlySpan<byte> row2 = taps > 2 ? rows.Slice(2 * stride, stride) : row0, row3 = taps > 3 ? rows.Slice(3 * stride, stride) : row0;
        (int High, int Low) last = pairs.Length > 1 ? pairs[1] : default;
        Vector512<short> highs = Vector512.Create(pairs[0].High).AsInt16(), lows = Vector512.Create(pairs[0].Low).AsInt16();
        Vector512<short> lastHighs = Vector512.Create(last.High).AsInt16(), lastLows = Vector512.Create(last.Low).AsInt16();
        Vector512<int> half = Vector512.Create(ResizeWeights.Half);
        for (int next = 0; next < stride; next += WideLanes)
        {
            int x = Math.Min(next, stride - WideLanes);
            Vector512<short> a = Wide(row0, x), b = Wide(row1, x), c = Wide(row2, x), d = Wide(row3, x);
            Vector512<short> first = Avx512BW.UnpackLow(a, b), second = Avx512BW.UnpackLow(c, d);
            Vector512<int> low = ((Avx512BW.MultiplyAddAdjacent(first, highs) + Avx512BW.MultiplyAddAdjacent(second, lastHighs)) << ResizeWeights.LowBits)
                + Avx512BW.MultiplyAddAdjacent(first, lows) + Avx512BW.MultiplyAddAdjacent(second, lastLows) + half;
            (first, second) = (Avx512BW.UnpackHigh(a, b), Avx512BW.UnpackHigh(c, d));
            Vector512<int> high = ((Avx512BW.MultiplyAddAdjacent(first, highs) + Avx512BW.MultiplyAddAdjacent(second, lastHighs)) << ResizeWeights.LowBits)
                + Avx512BW.MultiplyAddAdjacent(first, lows) + Avx512BW.MultiplyAddAdjacent(second, lastLows) + half;
            Vector512<short> sums = Avx512BW.PackSignedSaturate(low >> ResizeWeights.FractionBits, high >> ResizeWeights.FractionBits);
            Vector256.NarrowWithSaturation(sums.GetLower().AsUInt16(), sums.GetUpper().AsUInt16()).CopyTo(target.Slice(x, WideLanes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<short> Wide(ReadOnlySpan<byte> row, int x) =>
        Vector512.WidenLower(Vector256.Create(row.Slice(x, WideLanes)).ToVector512Unsafe()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Sum(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<int> taps)
    {
        Vector256<int> low = Vector256.Create(ResizeWeights.Half), high = low;
        int at = 0;
        foreach (int weight in taps)
        {
            Vector256<short> samples = Load(rows[at..]);
            low += Vector256.WidenLower(samples) * weight;
            high += Vector256.WidenUpper(samples) * weight;
            at += stride;
        }

        low >>= ResizeWeights.FractionBits;
        high >>= ResizeWeights.FractionBits;
        return Vector256.Create(
            Vector128.NarrowWithSaturation(low.GetLower(), low.GetUpper()), Vector128.NarrowWithSaturation(high.GetLower(), high.GetUpper()));
    }

    private static void MakeShortRow(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<int> taps, Span<byte> target)
    {
        for (int x = 0; x < stride; x++)
        {
            int sum = ResizeWeights.Half, at = x;
            foreach (int weight in taps)
            {
                sum += rows[at] * weight;
                at += stride;
            }

            target[x] = (byte)Math.Clamp(sum >> ResizeWeights.FractionBits, 0, 255);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Load(ReadOnlySpan<byte> samples) =>
        Vector256.WidenLower(Vector128.Create(samples).ToVector256Unsafe()).AsInt16();
}
