using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Reference;

/// <summary>MaxPooling2D, written to be read: specification and oracle of the vector kernels.</summary>
/// <remarks>
/// <para>x (N, H, W, C), y (N, OH, OW, C), window P, step S.</para>
/// <para>y[n, i, j, c] = max over a, b &lt; P of x[n, i S + a, j S + b, c].</para>
/// <para>dx gets dy[n, i, j, c] at the first place in reading order that holds the maximum; windows that share a place add up.</para>
/// </remarks>
internal static class ReferenceMaxPooling
{
    /// <summary>y from x.</summary>
    /// <param name="layer">Window and step.</param>
    /// <param name="input">Shape of one sample of x.</param>
    /// <param name="x">(N, H, W, C) values.</param>
    public static float[] Forward(MaxPooling2D layer, Shape input, ReadOnlySpan<float> x)
    {
        float[] y = new float[x.Length / input.Size * layer.OutputShape(input).Size];
        for (int at = 0; at < y.Length; at++)
        {
            y[at] = x[Largest(layer, input, x, at)];
        }

        return y;
    }

    /// <summary>dx from dy.</summary>
    /// <param name="layer">Window and step.</param>
    /// <param name="input">Shape of one sample of x.</param>
    /// <param name="x">(N, H, W, C) values of the forward pass.</param>
    /// <param name="dy">(N, OH, OW, C) derivative of the loss.</param>
    public static float[] Backward(MaxPooling2D layer, Shape input, ReadOnlySpan<float> x, ReadOnlySpan<float> dy)
    {
        double[] dx = new double[x.Length];
        for (int at = 0; at < dy.Length; at++)
        {
            dx[Largest(layer, input, x, at)] += dy[at];
        }

        return Round.ToFloats(dx);
    }

    /// <summary>Place in x of the first largest value in the window of y[at].</summary>
    private static int Largest(MaxPooling2D layer, Shape input, ReadOnlySpan<float> x, int at)
    {
        Shape output = layer.OutputShape(input);
        int c = at % output.Channels;
        int j = at / output.Channels % output.Width;
        int i = at / output.Channels / output.Width % output.Height;
        int n = at / output.Size;
        int best = -1;
        for (int a = 0; a < layer.PoolSize; a++)
        {
            for (int b = 0; b < layer.PoolSize; b++)
            {
                int h = (i * layer.Strides!.Value) + a;
                int w = (j * layer.Strides!.Value) + b;
                int place = ((((n * input.Height) + h) * input.Width) + w) * input.Channels + c;
                best = best < 0 || x[place] > x[best] ? place : best;
            }
        }

        return best;
    }
}
