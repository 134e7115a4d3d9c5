namespace CrackLab.Data.Overlaps;

/// <summary>Writes the surroundings of spots as codes that do not change when the picture is mirrored or turned.</summary>
/// <remarks>
/// Eight by eight samples around the spot are laid so that their centre of brightness points right, down, and more right
/// than down; where that is a close call, both ways are given. The bits compare pairs of samples, as BRIEF does
/// (Calonder and others: "BRIEF: Binary Robust Independent Elementary Features", 2010).
/// </remarks>
internal static class SpotCoder
{
    private const int Side = 8;
    private const int Bits = 128;

    // Sine of the angle to a border between two ways to lay a patch, within which both are taken.
    private const float Close = 0.14f;

    private static readonly byte[] Pairs = MakePairs();

    // For each symmetry, where sample k of the laid patch comes from.
    private static readonly byte[][] Sources = [.. Symmetry.All.Select(MakeSources)];

    /// <summary>Samples the surroundings.</summary>
    /// <param name="relief">The plane.</param>
    /// <param name="x">Column of the spot.</param>
    /// <param name="y">Row of the spot.</param>
    /// <param name="spacing">Distance of the samples.</param>
    /// <param name="patch">Receives 64 samples.</param>
    public static void Sample(Plane relief, float x, float y, float spacing, Span<float> patch)
    {
        for (int j = 0; j < Side; j++)
        {
            float py = y + (spacing * (j - 3.5f));
            int row = Math.Clamp((int)MathF.Floor(py), 0, relief.Height - 2);
            float fy = py - row;
            ReadOnlySpan<float> upper = relief.Row(row), lower = relief.Row(row + 1);
            for (int i = 0; i < Side; i++)
            {
                float px = x + (spacing * (i - 3.5f));
                int column = Math.Clamp((int)MathF.Floor(px), 0, relief.Width - 2);
                float fx = px - column;
                float top = upper[column] + (fx * (upper[column + 1] - upper[column]));
                float bottom = lower[column] + (fx * (lower[column + 1] - lower[column]));
                patch[(j * Side) + i] = top + (fy * (bottom - top));
            }
        }
    }

    /// <summary>Adds the codes of a patch, with the symmetry that lays the patch as the code has it.</summary>
    public static void AddCodes(ReadOnlySpan<float> patch, List<(SpotCode Code, byte Symmetry)> codes)
    {
        (float x, float y) = Moments(patch);
        float length = MathF.Sqrt((x * x) + (y * y));
        if (length == 0)
        {
            return;
        }

        (x, y) = (x / length, y / length);
        for (int index = 0; index < Symmetry.All.Count; index++)
        {
            (double laidX, double laidY) = Symmetry.All[index].Apply(x, y);
            if (laidX >= -Close && laidY >= -Close && laidX - laidY >= -Close * 1.4f)
            {
                codes.Add((Encode(patch, Sources[index]), (byte)index));
            }
        }
    }

    private static SpotCode Encode(ReadOnlySpan<float> patch, byte[] sources)
    {
        Span<ulong> words = stackalloc ulong[2];
        for (int bit = 0; bit < Bits; bit++)
        {
            bool isSet = patch[sources[Pairs[2 * bit]]] > patch[sources[Pairs[(2 * bit) + 1]]];
            words[bit >> 6] |= isSet ? 1UL << (bit & 63) : 0;
        }

        return new SpotCode(words[0], words[1]);
    }

    private static (float X, float Y) Moments(ReadOnlySpan<float> patch)
    {
        float x = 0, y = 0;
        for (int j = 0; j < Side; j++)
        {
            for (int i = 0; i < Side; i++)
            {
                x += patch[(j * Side) + i] * (i - 3.5f);
                y += patch[(j * Side) + i] * (j - 3.5f);
            }
        }

        return (x, y);
    }

    private static byte[] MakeSources(Symmetry symmetry)
    {
        var sources = new byte[Side * Side];
        for (int k = 0; k < sources.Length; k++)
        {
            (double x, double y) = symmetry.Apply((k % Side) - 3.5, (k / Side) - 3.5);
            sources[(int)(((y + 3.5) * Side) + x + 3.5)] = (byte)k;
        }

        return sources;
    }

    private static byte[] MakePairs()
    {
        var random = new SeededRandom(SeededRandom.Combine(Side, Bits));
        var pairs = new List<byte>(2 * Bits);
        while (pairs.Count < 2 * Bits)
        {
            int first = random.NextInteger(Side * Side), second = random.NextInteger(Side * Side);
            int apart = Math.Max(Math.Abs((first % Side) - (second % Side)), Math.Abs((first / Side) - (second / Side)));
            if (apart is >= 2 and <= 5)
            {
                pairs.Add((byte)first);
                pairs.Add((byte)second);
            }
        }

        return [.. pairs];
    }
}
