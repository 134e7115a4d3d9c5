using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Jpeg;

/// <summary>
/// The accurate integer inverse DCT of 8x8 coefficients, bit for bit as libjpeg's "islow": 13-bit constants,
/// 2 fraction bits kept between columns and rows (Loeffler, Ligtenberg, Moschytz, ICASSP 1989).
/// </summary>
internal static class InverseTransform
{
    private const int ConstantBits = 13;
    private const int PassBits = 2;

    /// <summary>Turns a block of coefficients into samples.</summary>
    /// <param name="block">64 coefficients as stored, row-major.</param>
    /// <param name="last">Zigzag index of the last coefficient that is not 0.</param>
    /// <param name="component">Receives the samples, 0..255.</param>
    /// <param name="x">Which block from the left.</param>
    /// <param name="y">Which block from the top.</param>
    public static void Run(ReadOnlySpan<short> block, int last, FrameComponent component, int x, int y)
    {
        int size = component.BlockSize, stride = component.Stride;
        ReadOnlySpan<short> quantization = component.Quantization!.RowMajor;
        (int line, int place) = component.IsTurned ? (x, y) : (y, x);
        Span<byte> target = component.Samples.AsSpan((line * size * stride) + (place * size));
        if (last == 0 || size == 1)
        {
            Fill((byte)Math.Clamp((((short)(block[0] * quantization[0]) + 4) >> 3) + 128, 0, 255), size, target, stride);
        }
        else if (size == 8)
        {
            Full(block, quantization, target, stride, component.IsTurned);
        }
        else
        {
            (int right, int down) = component.IsTurned ? (stride, 1) : (1, stride);
            ReducedTransform.Run(block, quantization, size, target, right, down);
        }
    }

    private static void Fill(byte value, int size, Span<byte> target, int stride)
    {
        if (size == 8)
        {
            ulong row = value * 0x0101010101010101UL;
            for (int y = 0; y < 8; y++) BinaryPrimitives.WriteUInt64LittleEndian(target.Slice(y * stride, 8), row);
            return;
        }

        for (int y = 0; y < size; y++) target.Slice(y * stride, size).Fill(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Full(ReadOnlySpan<short> block, ReadOnlySpan<short> factors, Span<byte> target, int stride, bool turned)
    {
        block = block[..64];
        factors = factors[..64];
        Vector128<short> r0 = Vector128.Create(block) * Vector128.Create(factors);
        Vector128<short> r1 = Vector128.Create(block[8..]) * Vector128.Create(factors[8..]);
        Vector128<short> r2 = Vector128.Create(block[16..]) * Vector128.Create(factors[16..]);
        Vector128<short> r3 = Vector128.Create(block[24..]) * Vector128.Create(factors[24..]);
        Vector128<short> r4 = Vector128.Create(block[32..]) * Vector128.Create(factors[32..]);
        Vector128<short> r5 = Vector128.Create(block[40..]) * Vector128.Create(factors[40..]);
        Vector128<short> r6 = Vector128.Create(block[48..]) * Vector128.Create(factors[48..]);
        Vector128<short> r7 = Vector128.Create(block[56..]) * Vector128.Create(factors[56..]);
        Pass(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, ConstantBits - PassBits);
        Lanes.Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Pass(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, ConstantBits + PassBits + 3);
        Store(r0, r1, r2, r3, r4, r5, r6, r7, target, stride, turned);
    }

    /// <summary>Transforms eight columns at once, one lane each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(
        ref Vector128<short> r0, ref Vector128<short> r1, ref Vector128<short> r2, ref Vector128<short> r3,
        ref Vector128<short> r4, ref Vector128<short> r5, ref Vector128<short> r6, ref Vector128<short> r7, int shift)
    {
        Vector256<int> half = Vector256.Create(1 << (shift - 1));
        Vector256<int> x2 = Widen(r2), x6 = Widen(r6);
        Vector256<int> z = (x2 + x6) * 4433;
        Vector256<int> even2 = z - (x6 * 15137), even3 = z + (x2 * 6270);
        Vector256<int> x0 = Widen(r0), x4 = Widen(r4);
        Vector256<int> even0 = ((x0 + x4) << ConstantBits) + half, even1 = ((x0 - x4) << ConstantBits) + half;
        (Vector256<int> t0, Vector256<int> t3) = (even0 + even3, even0 - even3);
        (Vector256<int> t1, Vector256<int> t2) = (even1 + even2, even1 - even2);

        Vector256<int> x1 = Widen(r1), x3 = Widen(r3), x5 = Widen(r5), x7 = Widen(r7);
        Vector256<int> z5 = (x7 + x3 + x5 + x1) * 9633;
        Vector256<int> z3 = z5 - ((x7 + x3) * 16069), z4 = z5 - ((x5 + x1) * 3196);
        Vector256<int> z1 = (x7 + x1) * -7373, z2 = (x5 + x3) * -20995;
        Vector256<int> odd0 = (x7 * 2446) + z1 + z3, odd1 = (x5 * 16819) + z2 + z4;
        Vector256<int> odd2 = (x3 * 25172) + z2 + z3, odd3 = (x1 * 12299) + z1 + z4;

        (r0, r7) = (Narrow((t0 + odd3) >> shift), Narrow((t0 - odd3) >> shift));
        (r1, r6) = (Narrow((t1 + odd2) >> shift), Narrow((t1 - odd2) >> shift));
        (r2, r5) = (Narrow((t2 + odd1) >> shift), Narrow((t2 - odd1) >> shift));
        (r3, r4) = (Narrow((t3 + odd0) >> shift), Narrow((t3 - odd0) >> shift));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(Vector128<short> row) => Vector256.WidenLower(row.ToVector256Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Narrow(Vector256<int> row) =>
        Vector128.NarrowWithSaturation(row.GetLower(), row.GetUpper());

    /// <summary>Takes columns, clamps to -128..127, turns them into rows where lines are rows, and lifts them to 0..255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        Vector128<short> c0, Vector128<short> c1, Vector128<short> c2, Vector128<short> c3,
        Vector128<short> c4, Vector128<short> c5, Vector128<short> c6, Vector128<short> c7, Span<byte> target, int stride, bool turned)
    {
        Vector128<byte> lift = Vector128.Create((byte)128);
        Vector128<byte> p0 = Vector128.NarrowWithSaturation(c0, c1).AsByte(), p1 = Vector128.NarrowWithSaturation(c2, c3).AsByte();
        Vector128<byte> p2 = Vector128.NarrowWithSaturation(c4, c5).AsByte(), p3 = Vector128.NarrowWithSaturation(c6, c7).AsByte();
        if (turned)
        {
            StoreTwo(p0 ^ lift, target, stride);
            StoreTwo(p1 ^ lift, target[(2 * stride)..], stride);
            StoreTwo(p2 ^ lift, target[(4 * stride)..], stride);
            StoreTwo(p3 ^ lift, target[(6 * stride)..], stride);
            return;
        }

        (Vector128<byte> q0, Vector128<byte> q1) = (Lanes.ZipLow(p0, p2), Lanes.ZipHigh(p0, p2)); // columns 0 4, 1 5
        (Vector128<byte> q2, Vector128<byte> q3) = (Lanes.ZipLow(p1, p3), Lanes.ZipHigh(p1, p3)); // columns 2 6, 3 7
        (Vector128<byte> s0, Vector128<byte> s1) = (Lanes.ZipLow(q0, q2), Lanes.ZipHigh(q0, q2)); // columns 0 2 4 6
        (Vector128<byte> s2, Vector128<byte> s3) = (Lanes.ZipLow(q1, q3), Lanes.ZipHigh(q1, q3)); // columns 1 3 5 7
        StoreTwo(Lanes.ZipLow(s0, s2) ^ lift, target, stride);
        StoreTwo(Lanes.ZipHigh(s0, s2) ^ lift, target[(2 * stride)..], stride);
        StoreTwo(Lanes.ZipLow(s1, s3) ^ lift, target[(4 * stride)..], stride);
        StoreTwo(Lanes.ZipHigh(s1, s3) ^ lift, target[(6 * stride)..], stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwo(Vector128<byte> rows, Span<byte> target, int stride)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, rows.AsUInt64().ToScalar());
        BinaryPrimitives.WriteUInt64LittleEndian(target[stride..], rows.AsUInt64().GetElement(1));
    }
}
