using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CrackLab.Imaging;

/// <summary>Interleaves lanes of two vectors, which transposes are made of.</summary>
internal static class Lanes
{
    /// <summary>a0 b0 a1 b1 a2 b2 a3 b3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> ZipLow(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        return (Vector128.WidenLower(a.AsUInt16()) | (Vector128.WidenLower(b.AsUInt16()) << 16)).AsInt16();
    }

    /// <summary>a4 b4 a5 b5 a6 b6 a7 b7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> ZipHigh(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        return (Vector128.WidenUpper(a.AsUInt16()) | (Vector128.WidenUpper(b.AsUInt16()) << 16)).AsInt16();
    }

    /// <summary>a0 b0 a1 b1 … a7 b7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ZipLow(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        return (Vector128.WidenLower(a) | (Vector128.WidenLower(b) << 8)).AsByte();
    }

    /// <summary>a8 b8 a9 b9 … a15 b15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ZipHigh(Vector128<byte> a, Vector128<byte> b)
    {
        if (Sse2.IsSupported) return Sse2.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        return (Vector128.WidenUpper(a) | (Vector128.WidenUpper(b) << 8)).AsByte();
    }

    /// <summary>Eight vectors of one row each become eight of one column each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(
        ref Vector128<short> r0, ref Vector128<short> r1, ref Vector128<short> r2, ref Vector128<short> r3,
        ref Vector128<short> r4, ref Vector128<short> r5, ref Vector128<short> r6, ref Vector128<short> r7)
    {
        // Three rounds of interleaving rows that lie 4 apart: each doubles how many rows a run of lanes has met.
        (Vector128<short> a0, Vector128<short> a1) = (ZipLow(r0, r4), ZipHigh(r0, r4));
        (Vector128<short> a2, Vector128<short> a3) = (ZipLow(r1, r5), ZipHigh(r1, r5));
        (Vector128<short> a4, Vector128<short> a5) = (ZipLow(r2, r6), ZipHigh(r2, r6));
        (Vector128<short> a6, Vector128<short> a7) = (ZipLow(r3, r7), ZipHigh(r3, r7));
        (Vector128<short> b0, Vector128<short> b1) = (ZipLow(a0, a4), ZipHigh(a0, a4));
        (Vector128<short> b2, Vector128<short> b3) = (ZipLow(a1, a5), ZipHigh(a1, a5));
        (Vector128<short> b4, Vector128<short> b5) = (ZipLow(a2, a6), ZipHigh(a2, a6));
        (Vector128<short> b6, Vector128<short> b7) = (ZipLow(a3, a7), ZipHigh(a3, a7));
        (r0, r1) = (ZipLow(b0, b4), ZipHigh(b0, b4));
        (r2, r3) = (ZipLow(b1, b5), ZipHigh(b1, b5));
        (r4, r5) = (ZipLow(b2, b6), ZipHigh(b2, b6));
        (r6, r7) = (ZipLow(b3, b7), ZipHigh(b3, b7));
    }
}
