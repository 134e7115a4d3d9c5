using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Resizing;

/// <summary>Resizes every column to a new height.</summary>
internal static class ColumnResizer
{
    private const int Half = 1 << (ResizeWeights.FractionBits - 1);
    private const int Lanes = 16;

    /// <summary>Makes a picture of the same width.</summary>
    public static Image Resize(Image image, ResizeWeights weights)
    {
        int stride = image.Width * image.Channels;
        byte[] pixels = GC.AllocateUninitializedArray<byte>(stride * weights.Length);
        for (int y = 0; y < weights.Length; y++)
        {
            ReadOnlySpan<byte> rows = image.Pixels.AsSpan(weights.First(y) * stride, weights.Of(y).Length * stride);
            ResizeRow(rows, stride, weights.Of(y), pixels.AsSpan(y * stride, stride));
        }

        return new Image(image.Width, weights.Length, image.Channels, pixels);
    }

    private static void ResizeRow(ReadOnlySpan<byte> rows, int stride, ReadOnlySpan<int> taps, Span<byte> target)
    {
        int x = 0;
        for (; x <= stride - Lanes; x += Lanes)
        {
            Vector256<int> low = Vector256.Create(Half), high = low;
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
            int sum = Half, at = x;
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
