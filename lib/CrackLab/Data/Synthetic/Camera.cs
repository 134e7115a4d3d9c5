using CrackLab.Imaging;

namespace CrackLab.Data.Synthetic;

/// <summary>Takes the photograph: lens blur, sensor grain, sharpening, 8 bits a sample.</summary>
internal static class Camera
{
    /// <summary>Turns light into a picture.</summary>
    /// <param name="canvas">The finished canvas; its planes are used up.</param>
    /// <returns>An RGB picture.</returns>
    public static Image Shoot(ConcreteCanvas canvas)
    {
        SyntheticRandom random = canvas.Random;
        int blurs = random.Chance(0.25f) ? 2 : 1;
        float blur = random.Range(0.1f, 0.27f);
        for (int n = 0; n < blurs; n++)
        {
            Soften(canvas, blur);
        }

        Grain(canvas, random.Skewed(0.8f, 5), random.Skewed(0.2f, 2));
        Soften(canvas, random.Range(-0.1f, 0.14f));

        var image = new Image(canvas.Size, canvas.Size, 3);
        for (int y = 0, i = 0; y < canvas.Size; y++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < canvas.Size; x++, i++)
            {
                image.Pixels[3 * i] = ToByte(canvas.Red[i]);
                image.Pixels[(3 * i) + 1] = ToByte(canvas.Green[i]);
                image.Pixels[(3 * i) + 2] = ToByte(canvas.Blue[i]);
            }
        }

        return image;
    }

    private static byte ToByte(float light) => (byte)Math.Clamp(light + 0.5f, 0, 255);

    // Bell-shaped grain from sums of random bytes: one part in all colours alike, a smaller one in red and blue.
    private static void Grain(ConcreteCanvas canvas, float strength, float colourStrength)
    {
        float unit = strength / 148;
        float colourUnit = colourStrength / 105;
        for (int y = 0, i = 0; y < canvas.Size; y++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < canvas.Size; x++, i++)
            {
                ulong bits = canvas.Random.Next();
                int sum = (int)(byte)bits + (byte)(bits >> 8) + (byte)(bits >> 16) + (byte)(bits >> 24) - 510;
                int red = (byte)(bits >> 32) + (byte)(bits >> 40) - 255;
                int blue = (byte)(bits >> 48) + (byte)(bits >> 56) - 255;
                canvas.Red[i] += (unit * sum) + (colourUnit * red);
                canvas.Green[i] += unit * sum;
                canvas.Blue[i] += (unit * sum) + (colourUnit * blue);
            }
        }
    }

    // Each pixel gives this share of its light to either neighbour, along rows and then columns; negative sharpens.
    private static void Soften(ConcreteCanvas canvas, float share)
    {
        Soften(canvas, canvas.Red, share);
        Soften(canvas, canvas.Green, share);
        Soften(canvas, canvas.Blue, share);
    }

    private static void Soften(ConcreteCanvas canvas, float[] plane, float share)
    {
        (float[] scratch, int size) = (canvas.Scratch, canvas.Size);
        float keep = 1 - (2 * share);
        for (int y = 0; y < size; y++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> row = plane.AsSpan(y * size, size);
            Span<float> target = scratch.AsSpan(y * size, size);
            target[0] = ((keep + share) * row[0]) + (share * row[1]);
            target[^1] = ((keep + share) * row[^1]) + (share * row[^2]);
            for (int x = 1; x < row.Length - 1; x++)
            {
                target[x] = (keep * row[x]) + (share * (row[x - 1] + row[x + 1]));
            }
        }

        for (int y = 0; y < size; y++)
        {
            canvas.CancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<float> above = scratch.AsSpan(Math.Max(y - 1, 0) * size, size);
            ReadOnlySpan<float> row = scratch.AsSpan(y * size, size);
            ReadOnlySpan<float> below = scratch.AsSpan(Math.Min(y + 1, size - 1) * size, size);
            Span<float> target = plane.AsSpan(y * size, size);
            for (int x = 0; x < target.Length; x++)
            {
                target[x] = (keep * row[x]) + (share * (above[x] + below[x]));
            }
        }
    }
}
