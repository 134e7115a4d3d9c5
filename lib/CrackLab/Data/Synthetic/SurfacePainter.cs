namespace CrackLab.Data.Synthetic;

/// <summary>Paints bare concrete: cloudy cement, a relief lit from one side, aggregate, a fall of light.</summary>
internal static class SurfacePainter
{
    // Casts measured on photographs of concrete: mostly a little warm, now and then cold or green.
    private static readonly Tint[] Casts =
    [
        new(1.04f, 1.005f, 0.955f), new(1.03f, 1.00f, 0.97f), new(1.06f, 1.01f, 0.925f), new(1.01f, 1.015f, 0.955f),
        new(1.00f, 1.00f, 1.00f), new(0.985f, 1.00f, 1.015f), new(1.05f, 0.995f, 0.95f),
    ];

    /// <summary>Fills the canvas.</summary>
    /// <param name="canvas">An empty canvas.</param>
    public static void Paint(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        float[] light = Clouds(canvas);
        Emboss(canvas, light);
        Speckle(canvas, light);

        float grey = 96 + (136 * (random.Unit() + random.Unit() + random.Unit()) / 3);
        Tint cast = Casts[random.Whole(0, Casts.Length - 1)];
        float[] colour = canvas.Scratch;
        Array.Clear(colour);
        canvas.Noise.AddTo(colour, canvas.Size, Octave(canvas, 55, random.Range(0.002f, 0.02f), 1), canvas.CancellationToken);
        (float slopeX, float slopeY) = random.Direction();
        float slope = random.Skewed(0, 0.5f) / canvas.Size;
        float half = canvas.Size / 2f;
        for (int y = 0, i = 0; y < canvas.Size; y++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < canvas.Size; x++, i++)
            {
                float fall = 1 + (slope * (((x - half) * slopeX) + ((y - half) * slopeY)));
                float value = grey * (1 + light[i]) * fall;
                canvas.Red[i] = value * (cast.Red + colour[i]);
                canvas.Green[i] = value * cast.Green;
                canvas.Blue[i] = value * (cast.Blue - colour[i]);
            }
        }
    }

    private static float[] Clouds(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        var light = new float[canvas.Size * canvas.Size];
        float strength = random.Skewed(0.015f, 0.09f);
        canvas.Noise.AddTo(light, canvas.Size, Octave(canvas, 95, strength, 1), canvas.CancellationToken);
        canvas.Noise.AddTo(light, canvas.Size, Octave(canvas, 34, strength * 0.7f, random.Range(1, 2)), canvas.CancellationToken);
        return light;
    }

    // The slope of a rough height field towards the light: bumps are bright on one side and dark on the other.
    private static void Emboss(ConcreteCanvas canvas, float[] light)
    {
        SyntheticRandom random = canvas.Random;
        int size = canvas.Size;
        float[] height = canvas.Scratch;
        Array.Clear(height);
        float roughness = random.Skewed(0.015f, 0.11f);
        float stretch = random.Chance(0.3f) ? random.Range(1.5f, 5) : 1;
        canvas.Noise.AddTo(height, size, Octave(canvas, 13, roughness * 1.4f, stretch), canvas.CancellationToken);
        canvas.Noise.AddTo(height, size, Octave(canvas, 5.5f, roughness * random.Range(0.4f, 1), stretch), canvas.CancellationToken);
        canvas.Noise.AddTo(height, size, Octave(canvas, 2.4f, roughness * random.Range(0.2f, 0.7f), 1), canvas.CancellationToken);
        float slopeX = canvas.LightX * 1.1f;
        float slopeY = canvas.LightY * 1.1f;
        for (int y = 0; y < size; y++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            int above = y == 0 ? 0 : -size;
            int below = y == size - 1 ? 0 : size;
            for (int x = 0; x < size; x++)
            {
                int i = (y * size) + x;
                int left = x == 0 ? 0 : -1;
                int right = x == size - 1 ? 0 : 1;
                light[i] += (slopeX * (height[i + left] - height[i + right]))
                    + (slopeY * (height[i + above] - height[i + below])) + (0.35f * height[i]);
            }
        }
    }

    // Grains of sand and stone: small squares whose corners the camera rounds off.
    private static void Speckle(ConcreteCanvas canvas, float[] light)
    {
        SyntheticRandom random = canvas.Random;
        int size = canvas.Size;
        int grains = (int)(random.Skewed(0, 900) * canvas.Scale * canvas.Scale);
        float strength = random.Range(0.05f, 0.28f);
        for (int n = 0; n < grains; n++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            int side = 1 + (int)random.Skewed(0, 2.6f * canvas.Scale);
            int x0 = random.Whole(0, size - side);
            int y0 = random.Whole(0, size - side);
            float change = strength * random.Range(-1, 0.8f);
            for (int y = y0; y < y0 + side; y++)
            {
                for (int x = x0; x < x0 + side; x++)
                {
                    light[(y * size) + x] += change;
                }
            }
        }
    }

    private static NoiseOctave Octave(ConcreteCanvas canvas, float cell, float amplitude, float stretch)
    {
        (float x, float y) = canvas.Random.Direction();
        return new NoiseOctave(
            MathF.Max(cell * canvas.Scale, 1.6f), amplitude, canvas.Random.Range(0, 64), x, y, stretch);
    }
}
