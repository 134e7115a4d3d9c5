using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Resizing;

/// <summary>Resizes rows to a new width, eight rows at a time: one lane each, so that every lane shares the weights.</summary>
/// <remarks>Columns of eight samples are transposed in before and out after; a missing row is the last one again.</remarks>
internal static class RowResizer
{
    private const int Rows = 8;

    /// <summary>Makes rows of another width.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="weights">What the new width is made of.</param>
    /// <param name="target">Receives (height, new width, channels) samples.</param>
    public static void Resize(Image image, ResizeWeights weights, Span<byte> target)
    {
        int stride = image.Width * image.Channels, newStride = weights.Length * image.Channels;
        int[] columns = ArrayPool<int>.Shared.Rent(RoundUp(stride) * Rows);
        short[] results = ArrayPool<short>.Shared.Rent(RoundUp(newStride) * Rows);
        byte[] lines = ArrayPool<byte>.Shared.Rent(RoundUp(newStride) * Rows);
        for (int y = 0; y < image.Height; y += Rows)
        {
            TransposeIn(image.Pixels, stride, y, image.Height - 1, columns);
            if (image.Channels == 3) SumThree(columns, weights, results);
            else SumEach(columns, image.Channels, weights, results);
            TransposeOut(results, newStride, lines);
            for (int row = 0; row < Rows && y + row < image.Height; row++)
            {
                lines.AsSpan(row * RoundUp(newStride), newStride).CopyTo(target[((y + row) * newStride)..]);
            }
        }

        ArrayPool<byte>.Shared.Return(lines);
        ArrayPool<short>.Shared.Return(results);
        ArrayPool<int>.Shared.Return(columns);
    }

    private static int RoundUp(int length) => (length + Rows - 1) / Rows * Rows;

    private static void TransposeIn(ReadOnlySpan<byte> pixels, int stride, int y, int lastRow, Span<int> columns)
    {
        ReadOnlySpan<byte> row0 = Row(pixels, stride, y, lastRow), row1 = Row(pixels, stride, y + 1, lastRow);
        ReadOnlySpan<byte> row2 = Row(pixels, stride, y + 2, lastRow), row3 = Row(pixels, stride, y + 3, lastRow);
        ReadOnlySpan<byte> row4 = Row(pixels, stride, y + 4, lastRow), row5 = Row(pixels, stride, y + 5, lastRow);
        ReadOnlySpan<byte> row6 = Row(pixels, stride, y + 6, lastRow), row7 = Row(pixels, stride, y + 7, lastRow);
        for (int x = 0; x < stride; x += Rows)
        {
            Vector128<short> r0 = Load(row0, x), r1 = Load(row1, x), r2 = Load(row2, x), r3 = Load(row3, x);
            Vector128<short> r4 = Load(row4, x), r5 = Load(row5, x), r6 = Load(row6, x), r7 = Load(row7, x);
            Lanes.Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
            Span<int> block = columns.Slice(x * Rows, Rows * Rows);
            Widen(r0).CopyTo(block);
            Widen(r1).CopyTo(block[8..]);
            Widen(r2).CopyTo(block[16..]);
            Widen(r3).CopyTo(block[24..]);
            Widen(r4).CopyTo(block[32..]);
            Widen(r5).CopyTo(block[40..]);
            Widen(r6).CopyTo(block[48..]);
            Widen(r7).CopyTo(block[56..]);
        }
    }

    /// <summary>Red, green and blue of a pixel together.</summary>
    private static void SumThree(ReadOnlySpan<int> columns, ResizeWeights weights, Span<short> results)
    {
        for (int x = 0; x < weights.Length; x++)
        {
            ReadOnlySpan<int> taps = weights.Of(x);
            ReadOnlySpan<int> samples = columns.Slice(weights.First(x) * 3 * Rows, taps.Length * 3 * Rows);
            Vector256<int> red = Vector256.Create(ResizeWeights.Half), green = red, blue = red;
            foreach (int weight in taps)
            {
                Vector256<int> factor = Vector256.Create(weight);
                red += Vector256.Create(samples) * factor;
                green += Vector256.Create(samples[Rows..]) * factor;
                blue += Vector256.Create(samples[(2 * Rows)..]) * factor;
                samples = samples[(3 * Rows)..];
            }

            Span<short> pixel = results.Slice(x * 3 * Rows, 3 * Rows);
            Narrow(red).CopyTo(pixel);
            Narrow(green).CopyTo(pixel[Rows..]);
            Narrow(blue).CopyTo(pixel[(2 * Rows)..]);
        }
    }

    private static void SumEach(ReadOnlySpan<int> columns, int channels, ResizeWeights weights, Span<short> results)
    {
        for (int sample = 0; sample < weights.Length * channels; sample++)
        {
            (int x, int channel) = Math.DivRem(sample, channels);
            Vector256<int> sum = Vector256.Create(ResizeWeights.Half);
            int at = (weights.First(x) * channels) + channel;
            foreach (int weight in weights.Of(x))
            {
                sum += Vector256.Create(columns[(at * Rows)..]) * weight;
                at += channels;
            }

            Narrow(sum).CopyTo(results[(sample * Rows)..]);
        }
    }

    private static void TransposeOut(ReadOnlySpan<short> results, int newStride, Span<byte> lines)
    {
        int pitch = RoundUp(newStride);
        for (int x = 0; x < newStride; x += Rows)
        {
            ReadOnlySpan<short> block = results.Slice(x * Rows, Rows * Rows);
            Vector128<short> r0 = Vector128.Create(block), r1 = Vector128.Create(block[8..]);
            Vector128<short> r2 = Vector128.Create(block[16..]), r3 = Vector128.Create(block[24..]);
            Vector128<short> r4 = Vector128.Create(block[32..]), r5 = Vector128.Create(block[40..]);
            Vector128<short> r6 = Vector128.Create(block[48..]), r7 = Vector128.Create(block[56..]);
            Lanes.Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
            Span<byte> place = lines[x..];
            StoreTwo(r0, r1, place, pitch);
            StoreTwo(r2, r3, place[(2 * pitch)..], pitch);
            StoreTwo(r4, r5, place[(4 * pitch)..], pitch);
            StoreTwo(r6, r7, place[(6 * pitch)..], pitch);
        }
    }

    private static ReadOnlySpan<byte> Row(ReadOnlySpan<byte> pixels, int stride, int y, int lastRow) =>
        pixels.Slice(Math.Min(y, lastRow) * stride, stride);

    /// <summary>Eight samples; past the row's end zeros, which no weight reaches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Load(ReadOnlySpan<byte> row, int x)
    {
        ulong bytes = x + Rows <= row.Length ? BinaryPrimitives.ReadUInt64LittleEndian(row.Slice(x, Rows)) : LoadEnd(row[x..]);
        return Vector128.WidenLower(Vector128.CreateScalarUnsafe(bytes).AsByte()).AsInt16();
    }

    private static ulong LoadEnd(ReadOnlySpan<byte> rest)
    {
        ulong bytes = 0;
        for (int i = 0; i < rest.Length; i++) bytes |= (ulong)rest[i] << (8 * i);
        return bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(Vector128<short> column) => Vector256.WidenLower(column.ToVector256Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Narrow(Vector256<int> sum)
    {
        sum >>= ResizeWeights.FractionBits;
        return Vector128.NarrowWithSaturation(sum.GetLower(), sum.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwo(Vector128<short> first, Vector128<short> second, Span<byte> target, int pitch)
    {
        Vector128<byte> bytes = Vector128.NarrowWithSaturation(first.AsUInt16(), second.AsUInt16());
        BinaryPrimitives.WriteUInt64LittleEndian(target, bytes.AsUInt64().ToScalar());
        BinaryPrimitives.WriteUInt64LittleEndian(target[pitch..], bytes.AsUInt64().GetElement(1));
    }
}
