using System.Runtime.CompilerServices;

namespace CrackLab.Imaging.Png;

/// <summary>Filters PNG rows, each by the filter whose residuals have the smallest sum of absolute values.</summary>
/// <remarks>The heuristic that the PNG specification recommends; ties go to the lower filter number. Compiled at full speed at once: a process often writes but a few pictures.</remarks>
internal sealed class PngFilterChooser(int stride, int pixelBytes)
{
    private readonly byte[][] _candidates = [.. Enumerable.Range(0, 5).Select(filter => MakeRow(filter, stride))];

    /// <summary>Filters one row.</summary>
    /// <param name="row">The row's samples.</param>
    /// <param name="previous">The row above, zeros for the first.</param>
    /// <returns>The filter's number, then the residuals; valid until the next call.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Filter(ReadOnlySpan<byte> row, ReadOnlySpan<byte> previous)
    {
        Span<byte> none = _candidates[0].AsSpan(1);
        Span<byte> sub = _candidates[1].AsSpan(1);
        Span<byte> up = _candidates[2].AsSpan(1);
        Span<byte> average = _candidates[3].AsSpan(1);
        Span<byte> paeth = _candidates[4].AsSpan(1);
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < pixelBytes ? 0 : row[i - pixelBytes];
            int above = previous[i];
            int corner = i < pixelBytes ? 0 : previous[i - pixelBytes];
            none[i] = row[i];
            sub[i] = (byte)(row[i] - left);
            up[i] = (byte)(row[i] - above);
            average[i] = (byte)(row[i] - ((left + above) >> 1));
            paeth[i] = (byte)(row[i] - Paeth(left, above, corner));
        }

        return _candidates.MinBy(AbsoluteSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Paeth(int left, int above, int corner)
    {
        int toLeft = Math.Abs(above - corner);
        int toAbove = Math.Abs(left - corner);
        int toCorner = Math.Abs(left + above - (2 * corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long AbsoluteSum(byte[] candidate)
    {
        long sum = 0;
        foreach (byte value in candidate.AsSpan(1))
        {
            sum += Math.Min(value, 256 - value);
        }

        return sum;
    }

    private static byte[] MakeRow(int filter, int stride)
    {
        var row = new byte[stride + 1];
        row[0] = (byte)filter;
        return row;
    }
}
