using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Turns rows of separate components into rows of RGB, with libjpeg's 16-bit fixed-point factors.</summary>
/// <remarks>Component rows are readable up to a multiple of 16 samples; pixels are written exactly.</remarks>
internal static class ColorRows
{
    private const int Lanes = 16;

    /// <summary>R = Y + 1.402 Cr, G = Y - 0.34414 Cb - 0.71414 Cr, B = Y + 1.772 Cb, each rounded and clamped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromYCbCr(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> target)
    {
        for (int x = 0; 3 * x < target.Length; x += Lanes)
        {
            (Vector128<byte> r, Vector128<byte> g, Vector128<byte> b) = Convert(luma, cb, cr, x);
            Store(r, g, b, target, 3 * x);
        }
    }

    /// <summary>The same for separate red, green and blue samples, whose lengths are multiples of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromYCbCr(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> red, Span<byte> green, Span<byte> blue)
    {
        for (int x = 0; x < red.Length; x += Lanes)
        {
            (Vector128<byte> r, Vector128<byte> g, Vector128<byte> b) = Convert(luma, cb, cr, x);
            r.CopyTo(red[x..]);
            g.CopyTo(green[x..]);
            b.CopyTo(blue[x..]);
        }
    }

    /// <summary>Puts three rows side by side; the same one three times makes grey.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromRgb(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> target)
    {
        for (int x = 0; 3 * x < target.Length; x += Lanes)
        {
            Store(Vector128.Create(red[x..]), Vector128.Create(green[x..]), Vector128.Create(blue[x..]), target, 3 * x);
        }
    }

    /// <summary>Darkens three inks by the black one, in place, as Pillow turns CMYK to RGB.</summary>
    /// <param name="pixels">Inks; receives red, green, blue.</param>
    /// <param name="black">Black ink as Adobe stores it: 255 for none.</param>
    /// <param name="stored">Whether the inks too are stored so.</param>
    public static void MultiplyByBlack(Span<byte> pixels, ReadOnlySpan<byte> black, bool stored)
    {
        int flip = stored ? 255 : 0;
        for (int i = 0, x = 0; i < pixels.Length; i += 3, x++)
        {
            for (int c = 0; c < 3; c++)
            {
                int ink = ((pixels[i + c] ^ flip) * black[x]) + 128;
                pixels[i + c] = (byte)(black[x] - (((ink >> 8) + ink) >> 8));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<byte> R, Vector128<byte> G, Vector128<byte> B) Convert(
        ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, int x)
    {
        Vector256<short> y = Load(luma, x), b = Load(cb, x) - Vector256.Create((short)128);
        Vector256<short> r = Load(cr, x) - Vector256.Create((short)128);
        if (Avx2.IsSupported) return ConvertShort(y, b, r);
        (Vector256<int> lowR, Vector256<int> lowG, Vector256<int> lowB) =
            Convert(Vector256.WidenLower(y), Vector256.WidenLower(b), Vector256.WidenLower(r));
        (Vector256<int> highR, Vector256<int> highG, Vector256<int> highB) =
            Convert(Vector256.WidenUpper(y), Vector256.WidenUpper(b), Vector256.WidenUpper(r));
        return (Narrow(lowR, highR), Narrow(lowG, highG), Narrow(lowB, highB));
    }

    /// <summary>The same bits from 16-bit products: the whole part of each factor is added, the rest multiplied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<byte> R, Vector128<byte> G, Vector128<byte> B) ConvertShort(
        Vector256<short> y, Vector256<short> cb, Vector256<short> cr)
    {
        // 91881 = 65536 + 26345, 116130 = 131072 - 14942, -46802 = 18734 - 65536
        Vector256<short> one = Vector256<short>.One, twiceCb = cb + cb;
        Vector256<short> red = y + cr + ((Avx2.MultiplyHigh(cr + cr, Vector256.Create((short)26345)) + one) >> 1);
        Vector256<short> blue = y + twiceCb + ((Avx2.MultiplyHigh(twiceCb, Vector256.Create((short)-14942)) + one) >> 1);
        Vector256<short> factors = Vector256.Create((18734 << 16) | (-22554 & 0xFFFF)).AsInt16();
        Vector256<int> half = Vector256.Create(1 << 15);
        Vector256<int> low = (Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(cb, cr), factors) + half) >> 16;
        Vector256<int> high = (Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(cb, cr), factors) + half) >> 16;
        return (Narrow(red), Narrow(y - cr + Avx2.PackSignedSaturate(low, high)), Narrow(blue));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Narrow(Vector256<short> samples) => Sse2.PackUnsignedSaturate(samples.GetLower(), samples.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<int> R, Vector256<int> G, Vector256<int> B) Convert(
        Vector256<int> y, Vector256<int> cb, Vector256<int> cr)
    {
        Vector256<int> scaled = (y << 16) + Vector256.Create(1 << 15);
        return ((scaled + (cr * 91881)) >> 16, (scaled - (cb * 22554) - (cr * 46802)) >> 16, (scaled + (cb * 116130)) >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Load(ReadOnlySpan<byte> samples, int x) =>
        Vector256.WidenLower(Vector128.Create(samples[x..]).ToVector256Unsafe()).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Narrow(Vector256<int> low, Vector256<int> high)
    {
        Vector256<int> zero = Vector256<int>.Zero, top = Vector256.Create(255);
        (low, high) = (Vector256.Clamp(low, zero, top), Vector256.Clamp(high, zero, top));
        return Vector128.Narrow(
            Vector128.Narrow(low.GetLower(), low.GetUpper()).AsUInt16(), Vector128.Narrow(high.GetLower(), high.GetUpper()).AsUInt16());
    }

    /// <summary>Interleaves 16 pixels; at the row's end only as many bytes as fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<byte> r, Vector128<byte> g, Vector128<byte> b, Span<byte> target, int offset)
    {
        // 255 picks a zero: each of the three output vectors takes 5 or 6 bytes from each colour.
        Vector128<byte> first = Vector128.Shuffle(r, Vector128.Create((byte)0, 255, 255, 1, 255, 255, 2, 255, 255, 3, 255, 255, 4, 255, 255, 5))
            | Vector128.Shuffle(g, Vector128.Create((byte)255, 0, 255, 255, 1, 255, 255, 2, 255, 255, 3, 255, 255, 4, 255, 255))
            | Vector128.Shuffle(b, Vector128.Create((byte)255, 255, 0, 255, 255, 1, 255, 255, 2, 255, 255, 3, 255, 255, 4, 255));
        Vector128<byte> second = Vector128.Shuffle(r, Vector128.Create((byte)255, 255, 6, 255, 255, 7, 255, 255, 8, 255, 255, 9, 255, 255, 10, 255))
            | Vector128.Shuffle(g, Vector128.Create((byte)5, 255, 255, 6, 255, 255, 7, 255, 255, 8, 255, 255, 9, 255, 255, 10))
            | Vector128.Shuffle(b, Vector128.Create((byte)255, 5, 255, 255, 6, 255, 255, 7, 255, 255, 8, 255, 255, 9, 255, 255));
        Vector128<byte> third = Vector128.Shuffle(r, Vector128.Create((byte)255, 11, 255, 255, 12, 255, 255, 13, 255, 255, 14, 255, 255, 15, 255, 255))
            | Vector128.Shuffle(g, Vector128.Create((byte)255, 255, 11, 255, 255, 12, 255, 255, 13, 255, 255, 14, 255, 255, 15, 255))
            | Vector128.Shuffle(b, Vector128.Create((byte)10, 255, 255, 11, 255, 255, 12, 255, 255, 13, 255, 255, 14, 255, 255, 15));
        if (offset + 48 <= target.Length)
        {
            Span<byte> place = target.Slice(offset, 48);
            first.CopyTo(place);
            second.CopyTo(place[16..]);
            third.CopyTo(place[32..]);
            return;
        }

        StoreEnd(first, second, third, target[offset..]);
    }

    private static void StoreEnd(Vector128<byte> first, Vector128<byte> second, Vector128<byte> third, Span<byte> target)
    {
        Span<byte> whole = stackalloc byte[48];
        first.CopyTo(whole);
        second.CopyTo(whole[16..]);
        third.CopyTo(whole[32..]);
        whole[..target.Length].CopyTo(target);
    }
}
