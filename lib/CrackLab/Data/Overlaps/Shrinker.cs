using CrackLab.Imaging;

namespace CrackLab.Data.Overlaps;

/// <summary>Makes small grey planes of pictures, so that a mirrored or turned picture gives just the mirrored or turned plane.</summary>
/// <remarks>
/// Samples lie on a lattice about the picture's centre and are weighted by a triangle as wide as two steps: whatever the
/// parity of the sides, the lattice of a turned picture is the turned lattice.
/// </remarks>
internal static class Shrinker
{
    /// <summary>Grey at steps of a whole number of pixels.</summary>
    public static Plane ByStep(Image image, int step) =>
        Shrink(image, ((image.Width - 1) / step) + 1, ((image.Height - 1) / step) + 1, step, step);

    /// <summary>Grey of the whole picture at a given size; the aspect ratio is not kept.</summary>
    public static Plane ToSize(Image image, int size) =>
        Shrink(image, size, size, (double)image.Width / size, (double)image.Height / size);

    private static Plane Shrink(Image image, int width, int height, double stepX, double stepY)
    {
        (int First, float[] Weights)[] columns = Weights(image.Width, width, stepX);
        (int First, float[] Weights)[] rows = Weights(image.Height, height, stepY);
        var grey = new float[image.Width];
        var across = new Plane(width, image.Height);
        for (int y = 0; y < image.Height; y++)
        {
            ToGrey(image, y, grey);
            Span<float> target = across.Row(y);
            for (int x = 0; x < width; x++)
            {
                (int first, float[] weights) = columns[x];
                float sum = 0;
                for (int i = 0; i < weights.Length; i++)
                {
                    sum += weights[i] * grey[first + i];
                }

                target[x] = sum;
            }
        }

        var result = new Plane(width, height);
        for (int y = 0; y < height; y++)
        {
            (int first, float[] weights) = rows[y];
            Span<float> target = result.Row(y);
            for (int i = 0; i < weights.Length; i++)
            {
                ReadOnlySpan<float> source = across.Row(first + i);
                for (int x = 0; x < target.Length; x++)
                {
                    target[x] += weights[i] * source[x];
                }
            }
        }

        return result;
    }

    private static void ToGrey(Image image, int y, Span<float> grey)
    {
        int channels = image.Channels;
        ReadOnlySpan<byte> row = image.Pixels.AsSpan(y * image.Width * channels, image.Width * channels);
        for (int x = 0, i = 0; x < grey.Length; x++, i += channels)
        {
            grey[x] = channels == 1 ? row[i] : 0.25f * (row[i] + (2 * row[i + 1]) + row[i + 2]);
        }
    }

    private static (int First, float[] Weights)[] Weights(int from, int to, double step)
    {
        var result = new (int, float[])[to];
        double reach = Math.Max(step, 1);
        for (int i = 0; i < to; i++)
        {
            double centre = ((from - 1) / 2.0) + (step * (i - ((to - 1) / 2.0)));
            int first = Math.Clamp((int)Math.Floor(centre - reach) + 1, 0, from - 1);
            int last = Math.Clamp((int)Math.Ceiling(centre + reach) - 1, first, from - 1);
            double[] weights = [.. Enumerable.Range(first, last - first + 1)
                .Select(pixel => Math.Max(1e-6, 1 - (Math.Abs(pixel - centre) / reach)))];
            double sum = weights.Sum();
            result[i] = (first, [.. weights.Select(weight => (float)(weight / sum))]);
        }

        return result;
    }
}
