using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Reference;

/// <summary>Conv2D without its activation, written to be read: specification and oracle of the vector kernels.</summary>
/// <remarks>
/// <para>x (N, H, W, C), kernel (K, K, C, F), bias (F), y (N, OH, OW, F), step S, zeros Top rows above and Left columns before.</para>
/// <para>y[n, i, j, f] = bias[f] + sum over a, b, c of x[n, i S + a - Top, j S + b - Left, c] * kernel[a, b, c, f].</para>
/// <para>dkernel[a, b, c, f] = sum over n, i, j of x[n, i S + a - Top, j S + b - Left, c] * dy[n, i, j, f]; dbias[f] = sum over n, i, j of dy.</para>
/// <para>dx[n, h, w, c] = sum over all (i, a), (j, b) that meet in (h, w), and f, of dy[n, i, j, f] * kernel[a, b, c, f].</para>
/// </remarks>
internal static class ReferenceConvolution
{
    /// <summary>y from x.</summary>
    /// <param name="layer">Window, step and padding.</param>
    /// <param name="input">Shape of one sample of x.</param>
    /// <param name="x">(N, H, W, C) values.</param>
    /// <param name="kernel">(K, K, C, F) weights.</param>
    /// <param name="bias">(F) values, or empty for none.</param>
    public static float[] Forward(Conv2D layer, Shape input, ReadOnlySpan<float> x, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias)
    {
        int filters = layer.Filters;
        float[] y = new float[x.Length / input.Size * layer.OutputShape(input).Size];
        for (int pixel = 0; pixel < y.Length / filters; pixel++)
        {
            List<Tap> taps = Taps(layer, input, pixel);
            for (int f = 0; f < filters; f++)
            {
                double sum = bias.IsEmpty ? 0 : bias[f];
                foreach (Tap tap in taps)
                {
                    for (int c = 0; c < input.Channels; c++)
                    {
                        sum += (double)x[tap.Pixel + c] * kernel[((tap.Window + c) * filters) + f];
                    }
                }

                y[(pixel * filters) + f] = (float)sum;
            }
        }

        return y;
    }

    /// <summary>All derivatives from dy.</summary>
    /// <param name="layer">Window, step and padding.</param>
    /// <param name="input">Shape of one sample of x.</param>
    /// <param name="x">(N, H, W, C) values of the forward pass.</param>
    /// <param name="kernel">(K, K, C, F) weights.</param>
    /// <param name="dy">(N, OH, OW, F) derivative of the loss.</param>
    public static (float[] Dx, float[] Dkernel, float[] Dbias) Backward(
        Conv2D layer, Shape input, ReadOnlySpan<float> x, ReadOnlySpan<float> kernel, ReadOnlySpan<float> dy)
    {
        int filters = layer.Filters;
        double[] dx = new double[x.Length];
        double[] dkernel = new double[kernel.Length];
        double[] dbias = new double[filters];
        for (int pixel = 0; pixel < dy.Length / filters; pixel++)
        {
            List<Tap> taps = Taps(layer, input, pixel);
            for (int f = 0; f < filters; f++)
            {
                double slope = dy[(pixel * filters) + f];
                dbias[f] += slope;
                foreach (Tap tap in taps)
                {
                    for (int c = 0; c < input.Channels; c++)
                    {
                        int weight = ((tap.Window + c) * filters) + f;
                        dkernel[weight] += slope * x[tap.Pixel + c];
                        dx[tap.Pixel + c] += slope * kernel[weight];
                    }
                }
            }
        }

        return (Round.ToFloats(dx), Round.ToFloats(dkernel), Round.ToFloats(dbias));
    }

    /// <summary>Where the window of output pixel number n OH OW + i OW + j meets the input: the places that are not padding.</summary>
    private static List<Tap> Taps(Conv2D layer, Shape input, int pixel)
    {
        Shape output = layer.OutputShape(input);
        int n = pixel / (output.Height * output.Width);
        int i = pixel / output.Width % output.Height;
        int j = pixel % output.Width;
        var taps = new List<Tap>();
        for (int a = 0; a < layer.KernelSize; a++)
        {
            for (int b = 0; b < layer.KernelSize; b++)
            {
                int h = (i * layer.Strides) + a - layer.Rows(input).Before;
                int w = (j * layer.Strides) + b - layer.Columns(input).Before;
                if (h >= 0 && h < input.Height && w >= 0 && w < input.Width)
                {
                    taps.Add(new Tap((((n * input.Height) + h) * input.Width + w) * input.Channels, ((a * layer.KernelSize) + b) * input.Channels));
                }
            }
        }

        return taps;
    }

    /// <summary>First channel of an input pixel in x, and of the kernel position over it.</summary>
    private readonly record struct Tap(int Pixel, int Window);
}
