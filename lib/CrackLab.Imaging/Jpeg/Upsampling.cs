using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Row filters that double a component: weights 3/4 for the nearer and 1/4 for the farther sample.</summary>
/// <remarks>
/// Roundings alternate as in libjpeg. Every buffer is readable and writable at least 64 samples past its use,
/// so that there are no remainders: the last vector runs over the edge.
/// </remarks>
internal static class Upsampling
{
    private const int Lanes = 16;

    /// <summary>Doubles the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Along(ReadOnlySpan<byte> near, int width, Span<byte> scratch, Span<byte> target)
    {
        Span<ushort> sums = MemoryMarshal.Cast<byte, ushort>(scratch);
        for (int x = 0; x < width; x += Lanes) Load(near, x).CopyTo(sums[(x + 1)..]);
        Spread(sums, width, 1, 2, 2, target);
    }

    /// <summary>Doubles the height: makes the row that lies nearer to <paramref name="near"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Across(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int bias, int width, Span<byte> target)
    {
        Vector256<ushort> biases = Vector256.Create((ushort)bias);
        for (int x = 0; x < width; x += Lanes)
        {
            Vector256<ushort> sum = ((Load(near, x) * 3) + Load(far, x) + biases) >> 2;
            Vector128.Narrow(sum.GetLower(), sum.GetUpper()).CopyTo(target[x..]);
        }
    }

    /// <summary>Doubles width and height.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Both(
        ReadOnlySpan<byte> near, ReadOnlySpan<byte> far, int width, (int Even, int Odd) bias, Span<byte> scratch, Span<byte> target)
    {
        Span<ushort> sums = MemoryMarshal.Cast<byte, ushort>(scratch);
        for (int x = 0; x < width; x += Lanes) ((Load(near, x) * 3) + Load(far, x)).CopyTo(sums[(x + 1)..]);
        Spread(sums, width, bias.Even, bias.Odd, 4, target);
    }

    /// <summary>Repeats samples at any ratio.</summary>
    public static void Repeat(ReadOnlySpan<byte> stored, int samplesIn, int samplesOut, Span<byte> target)
    {
        for (int x = 0; x < target.Length; x++) target[x] = stored[(int)((long)x * samplesIn / samplesOut)];
    }

    /// <summary>Writes two samples for each sum (from index 1 on): one leaning to its left, one to its right neighbour.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(Span<ushort> sums, int width, int evenBias, int oddBias, int shift, Span<byte> target)
    {
        sums[0] = sums[1];
        sums[width + 1] = sums[width];
        Vector256<ushort> even = Vector256.Create((ushort)evenBias), odd = Vector256.Create((ushort)oddBias);
        for (int x = 0; x < width; x += Lanes)
        {
            Vector256<ushort> own = Vector256.Create<ushort>(sums[(x + 1)..]) * 3;
            Vector256<ushort> left = (own + Vector256.Create<ushort>(sums[x..]) + even) >> shift;
            Vector256<ushort> right = (own + Vector256.Create<ushort>(sums[(x + 2)..]) + odd) >> shift;
            (left | (right << 8)).AsByte().CopyTo(target[(2 * x)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Load(ReadOnlySpan<byte> samples, int x) =>
        Vector256.WidenLower(Vector128.Create(samples[x..]).ToVector256Unsafe());
}
