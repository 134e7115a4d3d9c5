namespace CrackLab.Data.Synthetic;

/// <summary>Paints pores and blow holes: dark dents whose rim away from the light shines.</summary>
internal static class PorePainter
{
    /// <summary>Paints none to many, mostly small.</summary>
    /// <param name="canvas">Painted concrete.</param>
    public static void Paint(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        int pores = random.Chance(0.85f) ? (int)random.Skewed(3, 50) : 0;
        float largest = random.Skewed(2.8f, 13);
        for (int n = 0; n < pores; n++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            Pore(canvas, random.Skewed(0.8f, largest) * canvas.Scale);
        }
    }

    private static void Pore(ConcreteCanvas canvas, float radius)
    {
        SyntheticRandom random = canvas.Random;
        (float cx, float cy) = canvas.Point();
        (float ax, float ay) = random.Direction();
        float squash = random.Range(1, 2.4f);
        float depth = random.Range(0.35f, 0.9f);
        float rim = random.Range(0, 0.22f);
        float offset = random.Range(0, 64);
        int reach = (int)((radius * 1.7f) + 3);
        for (int y = Math.Max(0, (int)cy - reach); y <= Math.Min(canvas.Size - 1, (int)cy + reach); y++)
        {
            for (int x = Math.Max(0, (int)cx - reach); x <= Math.Min(canvas.Size - 1, (int)cx + reach); x++)
            {
                float dx = x - cx;
                float dy = y - cy;
                float along = (dx * ax) + (dy * ay);
                float across = ((dy * ax) - (dx * ay)) * squash;
                float distance = MathF.Sqrt((along * along) + (across * across));
                float edge = radius * (1 + (0.45f * canvas.Noise.At(offset + (dx * 0.4f), offset + (dy * 0.4f))));
                float inside = Math.Clamp(edge - distance + 0.5f, 0, 1);
                float lit = ((dx * canvas.LightX) + (dy * canvas.LightY)) / MathF.Max(radius, 1);
                float ring = Math.Clamp(1 - (MathF.Abs(distance - edge - 1) / 1.5f), 0, 1);
                float shine = rim * ring * Math.Clamp(-lit, 0, 1);
                float shade = depth * inside * Math.Clamp(0.75f + (0.4f * lit), 0.3f, 1);
                canvas.Dim((y * canvas.Size) + x, (1 - shade) * (1 + shine));
            }
        }
    }
}
