namespace CrackLab.Data.Overlaps;

/// <summary>Finds the spots of a picture: places lighter or darker than all around them.</summary>
internal static class SpotFinder
{
    /// <summary>Most spots of a picture.</summary>
    public const int Most = 120;

    private const int Reach = 3;
    private const float Spacing = 2.4f;

    // What the samples of a patch reach, rounded up, and the row of samples beyond.
    private const int Margin = 9;

    // Grey levels that a spot differs from its surroundings by.
    private const float Weakest = 0.35f;

    /// <summary>Gives the spots with their codes, the strongest first.</summary>
    public static void Find(Texture texture, int picture, List<Spot> spots, List<SpotCode> codes)
    {
        Plane response = texture.Response;
        var found = new List<(float Strength, int X, int Y)>();
        for (int y = Margin; y < response.Height - Margin; y++)
        {
            for (int x = Margin; x < response.Width - Margin; x++)
            {
                float value = response.Samples[(y * response.Width) + x];
                if (Math.Abs(value) >= Weakest && IsExtreme(response, x, y, value))
                {
                    found.Add((Math.Abs(value), x, y));
                }
            }
        }

        Span<float> patch = stackalloc float[64];
        var laid = new List<(SpotCode Code, byte Symmetry)>(8);
        float middleX = (response.Width - 1) / 2f, middleY = (response.Height - 1) / 2f;
        foreach ((_, int column, int row) in found.OrderByDescending(spot => spot.Strength).Take(Most))
        {
            float x = column + Vertex(response, (row * response.Width) + column, 1);
            float y = row + Vertex(response, (row * response.Width) + column, response.Width);
            SpotCoder.Sample(texture.Relief, x, y, Spacing, patch);
            laid.Clear();
            SpotCoder.AddCodes(patch, laid);
            foreach ((SpotCode code, byte symmetry) in laid)
            {
                spots.Add(new Spot(picture, x - middleX, y - middleY, symmetry));
                codes.Add(code);
            }
        }
    }

    private static bool IsExtreme(Plane plane, int x, int y, float value)
    {
        int sign = Math.Sign(value);
        for (int dy = -Reach; dy <= Reach; dy++)
        {
            ReadOnlySpan<float> row = plane.Row(y + dy).Slice(x - Reach, (2 * Reach) + 1);
            for (int dx = 0; dx < row.Length; dx++)
            {
                if ((dy != 0 || dx != Reach) && row[dx] * sign >= value * sign)
                {
                    return false;
                }
            }
        }

        return true;
    }

    // Where a parabola through a sample and its two neighbours is steepest no more.
    private static float Vertex(Plane plane, int at, int step)
    {
        float before = plane.Samples[at - step], here = plane.Samples[at], after = plane.Samples[at + step];
        float bend = before - (2 * here) + after;
        return bend == 0 ? 0 : Math.Clamp(0.5f * (before - after) / bend, -0.5f, 0.5f);
    }
}
