using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Reference;

/// <summary>GlobalAveragePooling2D and GlobalMaxPooling2D, written to be read: specification and oracle of the vector kernels.</summary>
/// <remarks>
/// <para>x (N, H, W, C), y (N, C).</para>
/// <para>Average: y[n, c] = sum over h, w of x[n, h, w, c] / (H W); dx[n, h, w, c] = dy[n, c] / (H W).</para>
/// <para>Maximum: y[n, c] = max over h, w of x[n, h, w, c]; dx is dy[n, c] at the first pixel that holds it, 0 elsewhere.</para>
/// </remarks>
internal static class ReferenceGlobalPooling
{
    /// <summary>The mean of each channel.</summary>
    /// <param name="input">Shape of one sample of x.</param>
    /// <param name="x">(N, H, W, C) values.</param>
    public static float[] Average(Shape input, ReadOnlySpan<float> x)
    {
        double[] sums = new double[x.Length / input.Size * input.Channels];
        for (int at = 0; at < x.Length; at++)
        {
            sums[(at / input.Size * input.Channels) + (at % input.Channels)] += x[at];
        }

        return Array.ConvertAll(sums, sum => (float)(sum / (input.Height * input.Width)));
    }

    /// <summary>dx of the mean.</summary>
    /// <param name="input">Shape of one sample of x.</param>
    /// <param name="dy">(N, C) derivative of the loss.</param>
    public static float[] AverageBackward(Shape input, ReadOnlySpan<float> dy)
    {
        float[] dx = new float[dy.Length / input.Channels * input.Size];
        for (int at = 0; at < dx.Length; at++)
        {
            double slope = dy[(at / input.Size * input.Channels) + (at % input.Channels)];
            dx[at] = (float)(slope / (input.Height * input.Width));
        }

        return dx;
    }

    /// <summary>The largest value of each channel.</summary>
    /// <param name="input">Shape of one sample of x.</param>
    /// <param name="x">(N, H, W, C) values.</param>
    public static float[] Max(Shape input, ReadOnlySpan<float> x)
    {
        float[] y = new float[x.Length / input.Size * input.Channels];
        for (int at = 0; at < y.Length; at++)
        {
            y[at] = x[Largest(input, x, at)];
        }

        return y;
    }

    /// <summary>dx of the maximum.</summary>
    /// <param name="input">Shape of one sample of x.</param>
    /// <param name="x">(N, H, W, C) values of the forward pass.</param>
    /// <param name="dy">(N, C) derivative of the loss.</param>
    public static float[] MaxBackward(Shape input, ReadOnlySpan<float> x, ReadOnlySpan<float> dy)
    {
        float[] dx = new float[x.Length];
        for (int at = 0; at < dy.Length; at++)
        {
            dx[Largest(input, x, at)] = dy[at];
        }

        return dx;
    }

    /// <summary>Place in x of the first largest value of y[at]'s sample and channel.</summary>
    private static int Largest(Shape input, ReadOnlySpan<float> x, int at)
    {
        int best = (at / input.Channels * input.Size) + (at % input.Channels);
        int end = (at / input.Channels * input.Size) + input.Size;
        for (int place = best; place < end; place += input.Channels)
        {
            best = x[place] > x[best] ? place : best;
        }

        return best;
    }
}
