namespace CrackLab.Imaging.Jpeg;

/// <summary>The 8x8 forward cosine transform in integers.</summary>
/// <remarks>
/// F(u,v) = c(u) c(v) / 4 * sum f(x,y) cos((2x+1)u pi/16) cos((2y+1)v pi/16), rows first, then columns; each
/// eight-point transform is split into its even half (two butterflies) and its odd half (a 4x4 product).
/// Cosines have 15 fractional bits, the rows' results 5 (no sum exceeds 2^30), the result 3: its error stays under 1/8.
/// </remarks>
internal static class JpegForwardDct
{
    /// <summary>Fractional bits of the coefficients that <see cref="Transform"/> returns.</summary>
    public const int FractionBits = 3;

    private const int CosineBits = 15;
    private const int RowBits = 5;

    // cos(k pi / 16) / 2 in 1/32768.
    private const int C1 = 16069;
    private const int C2 = 15137;
    private const int C3 = 13623;
    private const int C4 = 11585;
    private const int C5 = 9102;
    private const int C6 = 6270;
    private const int C7 = 3196;

    /// <summary>Transforms a block in place.</summary>
    /// <param name="block">64 samples less 128, row by row; receives the coefficients with 3 fractional bits.</param>
    public static void Transform(Span<int> block)
    {
        for (int row = 0; row < 64; row += 8)
        {
            Line(block[row..], 1, CosineBits - RowBits);
        }

        for (int column = 0; column < 8; column++)
        {
            Line(block[column..], 8, CosineBits + RowBits - FractionBits);
        }
    }

    private static void Line(Span<int> line, int step, int shift)
    {
        int round = 1 << (shift - 1);
        int s0 = line[0] + line[7 * step];
        int s1 = line[step] + line[6 * step];
        int s2 = line[2 * step] + line[5 * step];
        int s3 = line[3 * step] + line[4 * step];
        int d0 = line[0] - line[7 * step];
        int d1 = line[step] - line[6 * step];
        int d2 = line[2 * step] - line[5 * step];
        int d3 = line[3 * step] - line[4 * step];

        line[0] = ((C4 * (s0 + s3 + s1 + s2)) + round) >> shift;
        line[4 * step] = ((C4 * (s0 + s3 - s1 - s2)) + round) >> shift;
        line[2 * step] = ((C2 * (s0 - s3)) + (C6 * (s1 - s2)) + round) >> shift;
        line[6 * step] = ((C6 * (s0 - s3)) - (C2 * (s1 - s2)) + round) >> shift;
        line[step] = ((C1 * d0) + (C3 * d1) + (C5 * d2) + (C7 * d3) + round) >> shift;
        line[3 * step] = ((C3 * d0) - (C7 * d1) - (C1 * d2) - (C5 * d3) + round) >> shift;
        line[5 * step] = ((C5 * d0) - (C1 * d1) + (C7 * d2) + (C3 * d3) + round) >> shift;
        line[7 * step] = ((C7 * d0) - (C5 * d1) + (C3 * d2) - (C1 * d3) + round) >> shift;
    }
}
