namespace CrackLab.Imaging.Jpeg;

/// <summary>Inverse DCTs of 8x8 coefficients to 4x4 or 2x2 samples, bit for bit as libjpeg's reduced ones.</summary>
internal static class ReducedTransform
{
    private const int ConstantBits = 13;
    private const int PassBits = 2;

    /// <summary>
    /// Turns a block of stored coefficients, each times its factor, into <paramref name="size"/> x <paramref name="size"/> samples, the next one to
    /// the right lying <paramref name="right"/> and the next one below <paramref name="down"/> samples further.
    /// </summary>
    public static void Run(ReadOnlySpan<short> block, ReadOnlySpan<short> factors, int size, Span<byte> target, int right, int down)
    {
        Span<int> columns = stackalloc int[32]; // size rows of 8
        Span<int> line = stackalloc int[8];
        for (int x = 0; x < 8; x++)
        {
            for (int y = 0; y < 8; y++) line[y] = (short)(block[(8 * y) + x] * factors[(8 * y) + x]);
            if (size == 4) Four(line, ConstantBits - PassBits);
            else Two(line, ConstantBits - PassBits);
            for (int y = 0; y < size; y++) columns[(8 * y) + x] = line[y];
        }

        for (int y = 0; y < size; y++)
        {
            Span<int> row = columns.Slice(8 * y, 8);
            if (size == 4) Four(row, ConstantBits + PassBits + 3);
            else Two(row, ConstantBits + PassBits + 3);
            for (int x = 0; x < size; x++) target[(y * down) + (x * right)] = (byte)Math.Clamp(row[x] + 128, 0, 255);
        }
    }

    /// <summary>Eight frequencies (the fifth is left out) to four samples, in place.</summary>
    private static void Four(Span<int> v, int shift)
    {
        int even = v[0] << (ConstantBits + 1);
        int even2 = (v[2] * 15137) - (v[6] * 6270);
        int odd0 = (v[7] * -1730) + (v[5] * 11893) - (v[3] * 17799) + (v[1] * 8697);
        int odd2 = (v[7] * -4176) - (v[5] * 4926) + (v[3] * 7373) + (v[1] * 20995);
        int half = 1 << shift;
        (v[0], v[3]) = ((even + even2 + odd2 + half) >> (shift + 1), (even + even2 - odd2 + half) >> (shift + 1));
        (v[1], v[2]) = ((even - even2 + odd0 + half) >> (shift + 1), (even - even2 - odd0 + half) >> (shift + 1));
    }

    /// <summary>Five of eight frequencies to two samples, in place.</summary>
    private static void Two(Span<int> v, int shift)
    {
        int even = v[0] << (ConstantBits + 2);
        int odd = (v[7] * -5906) + (v[5] * 6967) - (v[3] * 10426) + (v[1] * 29692);
        int half = 1 << (shift + 1);
        (v[0], v[1]) = ((even + odd + half) >> (shift + 2), (even - odd + half) >> (shift + 2));
    }
}
