namespace CrackLab.Data.Synthetic;

/// <summary>Paints stains (damp, rust, moss, lime) and shadows.</summary>
internal static class StainPainter
{
    private static readonly Tint[] Stains =
    [
        new(0.56f, 0.56f, 0.58f), new(0.44f, 0.42f, 0.39f), new(0.93f, 0.82f, 0.68f), new(0.78f, 0.8f, 0.68f),
        new(0.5f, 0.49f, 0.47f), new(0.36f, 0.35f, 0.34f), new(1.14f, 1.14f, 1.13f), new(1.2f, 1.18f, 1.14f),
    ];

    /// <summary>Paints a few stains, and at times a shadow.</summary>
    /// <param name="canvas">Painted concrete.</param>
    public static void Paint(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        int stains = random.Chance(0.7f) ? random.Whole(1, 4) : 0;
        for (int n = 0; n < stains; n++)
        {
            Stain(canvas);
        }

        if (random.Chance(0.3f))
        {
            Shadow(canvas);
        }
    }

    // A blot whose rim follows the noise: anything from a soft cloud to a sharply bounded patch.
    private static void Stain(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        (float cx, float cy) = canvas.Point();
        float radius = random.Skewed(7, 75) * canvas.Scale;
        float frequency = random.Range(1.2f, 4) / radius;
        float ragged = random.Range(0.3f, 0.9f);
        float sharpness = random.Skewed(1.5f, 9);
        float strength = random.Range(0.5f, 1);
        float offset = random.Range(0, 64);
        Tint tint = Stains[random.Whole(0, Stains.Length - 1)];
        int reach = (int)(radius * 1.9f);
        int top = Math.Max(0, (int)cy - reach);
        int bottom = Math.Min(canvas.Size - 1, (int)cy + reach);
        int left = Math.Max(0, (int)cx - reach);
        int right = Math.Min(canvas.Size - 1, (int)cx + reach);
        for (int y = top; y <= bottom; y++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            for (int x = left; x <= right; x++)
            {
                float dx = (x - cx) / radius;
                float dy = (y - cy) / radius;
                float u = offset + (x * frequency);
                float v = offset + (y * frequency);
                float rim = canvas.Noise.At(u, v) + (0.3f * canvas.Noise.At(2.3f * v, 2.3f * u));
                float inside = 1 - MathF.Sqrt((dx * dx) + (dy * dy)) + (ragged * rim);
                if (inside > 0)
                {
                    canvas.Glaze((y * canvas.Size) + x, tint, MathF.Min(1, inside * sharpness) * strength);
                }
            }
        }
    }

    // Half the plane, or a band of it, in less light; its edge runs from hard to very soft.
    private static void Shadow(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        (float nx, float ny) = random.Direction();
        (float px, float py) = canvas.Point();
        float soft = random.Skewed(1.2f, 45) * canvas.Scale;
        float band = random.Chance(0.45f) ? random.Skewed(16, 70) * canvas.Scale : 2 * canvas.Size;
        float wave = random.Chance(0.5f) ? random.Range(1, 9) * canvas.Scale : 0;
        float frequency = random.Range(0.01f, 0.05f) / canvas.Scale;
        float depth = random.Range(0.15f, 0.6f);
        for (int y = 0, i = 0; y < canvas.Size; y++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < canvas.Size; x++, i++)
            {
                float distance = ((x - px) * nx) + ((y - py) * ny);
                if (wave > 0)
                {
                    distance += wave * canvas.Noise.At(x * frequency, y * frequency);
                }

                float inside = Math.Clamp(MathF.Min(distance, band - distance) / soft, 0, 1);
                canvas.Dim(i, 1 - (depth * inside));
            }
        }
    }
}
