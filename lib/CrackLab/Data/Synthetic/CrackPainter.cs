namespace CrackLab.Data.Synthetic;

/// <summary>Paints a crack: ragged dark gap, debris in it, a lit rim, a dirty halo.</summary>
internal static class CrackPainter
{
    private const float Margin = 7;

    /// <summary>Paints one crack, at times with a second, thinner one.</summary>
    /// <param name="canvas">Painted concrete.</param>
    public static void Paint(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        canvas.Strokes.Clear(Margin * canvas.Scale);
        float width = random.Skewed(1.9f, 9.5f) * MathF.Max(canvas.Scale, 0.6f);
        new CrackWalker(canvas).Walk(width);
        if (random.Chance(0.15f))
        {
            new CrackWalker(canvas).Walk(width * random.Range(0.3f, 0.8f));
        }

        // A thin crack is darker for its width, else the camera would wipe it out.
        float thin = Math.Clamp(1.6f - (0.3f * width / canvas.Scale), 0, 1);
        float depth = MathF.Min(0.92f, random.Range(0.5f, 0.86f) + (0.25f * thin));
        Composite(canvas, canvas.Strokes.Distance, depth, width);
    }

    private static void Composite(ConcreteCanvas canvas, float[] distance, float depth, float width)
    {
        SyntheticRandom random = canvas.Random;
        int size = canvas.Size;
        float ragged = MathF.Min(random.Range(0.4f, 1.6f) * canvas.Scale, 0.28f * width);
        float soft = random.Range(1, 1.4f) + random.Skewed(0, 0.22f * width);
        float fading = random.Chance(0.3f) ? random.Range(0.2f, 0.6f) : 0;
        float debris = random.Chance(0.3f) ? random.Range(0.2f, 0.6f) : 0.1f;
        float rim = random.Skewed(0, 0.4f);
        float halo = random.Skewed(0, 0.28f);
        float offset = random.Range(0, 64);
        float fine = 0.45f / canvas.Scale;
        float coarse = 0.035f / canvas.Scale;
        var dirt = new Tint(0.95f, 0.86f, 0.72f);
        for (int y = 0; y < size; y++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < size; x++)
            {
                int i = (y * size) + x;
                if (distance[i] >= StrokeField.Far)
                {
                    continue;
                }

                float rough = canvas.Noise.At(offset + (x * fine), offset + (y * fine));
                float near = MathF.Max(0, 1 - (MathF.Max(distance[i], 0) / (Margin * canvas.Scale)));
                canvas.Glaze(i, dirt, halo * near * near);
                canvas.Dim(i, 1 - (halo * near * near * 0.6f));
                canvas.Dim(i, 1 + (rim * Rim(canvas, distance, x, y) * (0.6f + rough)));

                float gap = Math.Clamp(0.5f - ((distance[i] + (ragged * rough)) / soft), 0, 1);
                float patch = canvas.Noise.At(offset - (x * coarse), offset + (y * coarse));
                float faded = fading * Math.Clamp(0.4f + (1.4f * patch), 0, 1);
                float filled = debris * Math.Clamp(rough + 0.3f, 0, 1);
                canvas.Dim(i, 1 - (depth * gap * (1 - faded) * (1 - filled)));
            }
        }
    }

    // 0..1: how much of the edge at a pixel faces the light.
    private static float Rim(ConcreteCanvas canvas, float[] distance, int x, int y)
    {
        int size = canvas.Size;
        int i = (y * size) + x;
        float edge = Math.Clamp(1 - (MathF.Abs(distance[i] - (1.5f * canvas.Scale)) / (2.2f * canvas.Scale)), 0, 1);
        if (edge <= 0 || x == 0 || y == 0 || x == size - 1 || y == size - 1)
        {
            return 0;
        }

        float dx = Math.Clamp(distance[i + 1] - distance[i - 1], -2, 2);
        float dy = Math.Clamp(distance[i + size] - distance[i - size], -2, 2);
        return edge * Math.Clamp(-((dx * canvas.LightX) + (dy * canvas.LightY)) / 2, 0, 1);
    }
}
