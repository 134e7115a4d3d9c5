using System.Numerics;

namespace CrackLab.Data.Overlaps;

/// <summary>One channel of a picture as float samples, rows from the top.</summary>
internal sealed class Plane(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>(Height, Width) samples.</summary>
    public float[] Samples { get; } = new float[width * height];

    public Span<float> Row(int y) => Samples.AsSpan(y * Width, Width);

    /// <summary>Blurs with a Gaussian of the given width; beyond the border nothing is counted.</summary>
    public Plane Blur(float sigma)
    {
        float[] kernel = Kernel(sigma);
        var across = new Plane(Width, Height);
        var padded = new float[Width + (2 * kernel.Length) - 2];
        for (int y = 0; y < Height; y++)
        {
            Row(y).CopyTo(padded.AsSpan(kernel.Length - 1));
            Span<float> target = across.Row(y);
            for (int tap = 1 - kernel.Length; tap < kernel.Length; tap++)
            {
                AddScaled(padded.AsSpan(kernel.Length - 1 + tap, Width), kernel[Math.Abs(tap)], target);
            }
        }

        float[] shares = Shares(kernel, Width);
        for (int y = 0; y < Height; y++)
        {
            Multiply(across.Row(y), shares);
        }

        var result = new Plane(Width, Height);
        shares = Shares(kernel, Height);
        for (int y = 0; y < Height; y++)
        {
            int first = Math.Max(0, y - kernel.Length + 1), last = Math.Min(Height - 1, y + kernel.Length - 1);
            for (int from = first; from <= last; from++)
            {
                AddScaled(across.Row(from), kernel[Math.Abs(from - y)] * shares[y], result.Row(y));
            }
        }

        return result;
    }

    // Half of the kernel, its middle first.
    private static float[] Kernel(float sigma)
    {
        var kernel = new float[(int)Math.Ceiling(2.6 * sigma) + 1];
        float sum = 0;
        for (int tap = 0; tap < kernel.Length; tap++)
        {
            kernel[tap] = MathF.Exp(-tap * tap / (2 * sigma * sigma));
            sum += tap == 0 ? kernel[tap] : 2 * kernel[tap];
        }

        return [.. kernel.Select(weight => weight / sum)];
    }

    // What to multiply a sum by for the weights that fell beyond the border.
    private static float[] Shares(float[] kernel, int length)
    {
        var shares = new float[length];
        for (int i = 0; i < length; i++)
        {
            float sum = 0;
            for (int tap = 1 - kernel.Length; tap < kernel.Length; tap++)
            {
                sum += i + tap >= 0 && i + tap < length ? kernel[Math.Abs(tap)] : 0;
            }

            shares[i] = 1 / sum;
        }

        return shares;
    }

    private static void AddScaled(ReadOnlySpan<float> source, float factor, Span<float> target)
    {
        int i = 0;
        var factors = new Vector<float>(factor);
        for (; i <= target.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            (new Vector<float>(target[i..]) + (factors * new Vector<float>(source[i..]))).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] += factor * source[i];
        }
    }

    private static void Multiply(Span<float> target, ReadOnlySpan<float> factors)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] *= factors[i];
        }
    }
}
