using System.Runtime.CompilerServices;
using CrackLab.Imaging;

namespace CrackLab.Mapping;

/// <summary>Cuts squares out of a picture that goes on beyond its edges as in a mirror.</summary>
internal static class ReflectedCut
{
    /// <summary>Copies a square.</summary>
    /// <param name="image">RGB.</param>
    /// <param name="left">Column of its first pixel; may lie outside.</param>
    /// <param name="top">Row of its first pixel; may lie outside.</param>
    /// <param name="side">Its side in pixels.</param>
    /// <param name="target">Receives (side, side, 3) samples.</param>
    public static void Copy(Image image, int left, int top, int side, Span<byte> target)
    {
        int before = Math.Clamp(-left, 0, side);
        int behind = Math.Clamp(image.Width - left, before, side);
        for (int y = 0; y < side; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.AsSpan(Reflect(top + y, image.Height) * image.Width * 3, image.Width * 3);
            Span<byte> line = target.Slice(y * side * 3, side * 3);
            Mirror(row, left, 0, before, line);
            if (behind > before)
                row.Slice((left + before) * 3, (behind - before) * 3).CopyTo(line[(before * 3)..]);
            Mirror(row, left, behind, side, line);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mirror(ReadOnlySpan<byte> row, int left, int from, int to, Span<byte> line)
    {
        for (int x = from; x < to; x++)
            row.Slice(Reflect(left + x, row.Length / 3) * 3, 3).CopyTo(line[(x * 3)..]);
    }

    /// <summary>The place within a picture that one outside mirrors: 1, 0 | 0, 1, …, length - 1 | length - 1, ….</summary>
    private static int Reflect(int place, int length)
    {
        int period = 2 * length, within = ((place % period) + period) % period;
        return within < length ? within : period - 1 - within;
    }
}
