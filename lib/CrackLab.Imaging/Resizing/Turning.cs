using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CrackLab.Imaging.Resizing;

/// <summary>Turns rows of samples into columns.</summary>
internal static class Turning
{
    private const int Across = 8;
    private const int Down = 16;

    /// <summary>Writes sample x of row y as sample y of row x.</summary>
    /// <param name="source">Rows of <paramref name="sourceStride"/> samples.</param>
    /// <param name="columns">Samples of a row that are turned.</param>
    /// <param name="rows">Rows that are turned.</param>
    /// <param name="sourceStride">Samples from one row to the next.</param>
    /// <param name="target">Receives <paramref name="columns"/> rows.</param>
    /// <param name="targetStride">Samples from one of those rows to the next.</param>
    /// <remarks>By blocks of 8x16; the last ones overlap those before, so that only what is smaller goes one by one.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn(
        ReadOnlySpan<byte> source, int columns, int rows, int sourceStride, Span<byte> target, int targetStride)
    {
        if (columns < Across || rows < Down)
        {
            for (int i = 0; i < rows * columns; i++)
            {
                (int y, int x) = Math.DivRem(i, columns);
                target[(x * targetStride) + y] = source[(y * sourceStride) + x];
            }

            return;
        }

        for (int nextY = 0; nextY < rows; nextY += Down)
        {
            int y = Math.Min(nextY, rows - Down);
            for (int nextX = 0; nextX < columns; nextX += Across)
            {
                int x = Math.Min(nextX, columns - Across);
                TurnBlock(source[((y * sourceStride) + x)..], sourceStride, target[((x * targetStride) + y)..], targetStride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TurnBlock(ReadOnlySpan<byte> source, int sourceStride, Span<byte> target, int targetStride)
    {
        // Two rows zipped are rows of pairs, which turn as eight lanes do.
        ReadOnlySpan<byte> lower = source[(8 * sourceStride)..];
        Vector128<short> r0 = Pairs(source, 0, sourceStride), r1 = Pairs(source, 2 * sourceStride, sourceStride);
        Vector128<short> r2 = Pairs(source, 4 * sourceStride, sourceStride), r3 = Pairs(source, 6 * sourceStride, sourceStride);
        Vector128<short> r4 = Pairs(lower, 0, sourceStride), r5 = Pairs(lower, 2 * sourceStride, sourceStride);
        Vector128<short> r6 = Pairs(lower, 4 * sourceStride, sourceStride), r7 = Pairs(lower, 6 * sourceStride, sourceStride);
        Lanes.Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        r0.AsByte().CopyTo(target);
        r1.AsByte().CopyTo(target[targetStride..]);
        r2.AsByte().CopyTo(target[(2 * targetStride)..]);
        r3.AsByte().CopyTo(target[(3 * targetStride)..]);
        r4.AsByte().CopyTo(target[(4 * targetStride)..]);
        r5.AsByte().CopyTo(target[(5 * targetStride)..]);
        r6.AsByte().CopyTo(target[(6 * targetStride)..]);
        r7.AsByte().CopyTo(target[(7 * targetStride)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Pairs(ReadOnlySpan<byte> source, int place, int stride) =>
        Lanes.ZipLow(Load(source[place..]), Load(source[(place + stride)..])).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load(ReadOnlySpan<byte> source) =>
        Vector128.CreateScalarUnsafe(BinaryPrimitives.ReadUInt64LittleEndian(source)).AsByte();
}
