using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Resizing;

/// <summary>Resizes every column to a new height.</summary>
internal static class ColumnResizer
{
    private const int Lanes = 16;

    /// <summary>Makes another number of rows.</summary>
    public static void Resize(ReadOnlySpan<byte> source, int stride, ResizeWeights weights, Span<byte> pixels)
    {
        for (int y = 0; y < weights.Length; y++)
        {
            ReadOnlySpan<byte> rows = source.Slice(weights.First(y) * stride, weights.Of(y).Length * stride);
            ResizeRow(rows, stride, weights.Of(y), pixels.Slice(y * stride, stride));
        }
    }

    private static void ResizeRow(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<int> taps, Span<byte> target)
    {
        int x = 0;
        for (; x <= stride - Lanes; x += Lanes)
        {
            Vector256<int> low = Vector256.Create(ResizeWeights.Half), high = low;
            int at = x;
            foreach (int weight in taps)
            {
                Vector256<ushort> samples = Vector256.WidenLower(Vector128.Create(rows[at..]).ToVector256Unsafe());
                low += Vector256.WidenLower(samples).AsInt32() * weight;
                high += Vector256.WidenUpper(samples).AsInt32() * weight;
                at += stride;
            }

            Store(low >> ResizeWeights.FractionBits, high >> ResizeWeights.FractionBits, target.Slice(x, Lanes));
        }

        for (; x < stride; x++)
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
    private static void Store(Vector256<int> low, Vector256<int> high, Span<byte> target)
    {
        Vector128<short> first = Vector128.NarrowWithSaturation(low.GetLower(), low.GetUpper());
        Vector128<short> second = Vector128.NarrowWithSaturation(high.GetLower(), high.GetUpper());
        Vector128.NarrowWithSaturation(first.AsUInt16(), second.AsUInt16()).CopyTo(target);
    }
}
