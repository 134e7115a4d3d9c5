namespace CrackLab.Engine.Reference;

/// <summary>Dense without its activation, written to be read: specification and oracle of the vector kernels.</summary>
/// <remarks>
/// <para>x (N, C), kernel (C, F), bias (F), y (N, F).</para>
/// <para>y[n, f] = bias[f] + sum over c of x[n, c] * kernel[c, f].</para>
/// <para>dkernel[c, f] = sum over n of x[n, c] * dy[n, f]; dbias[f] = sum over n of dy[n, f]; dx[n, c] = sum over f of dy[n, f] * kernel[c, f].</para>
/// </remarks>
internal static class ReferenceDense
{
    /// <summary>y from x.</summary>
    /// <param name="units">F.</param>
    /// <param name="x">(N, C) values.</param>
    /// <param name="kernel">(C, F) weights.</param>
    /// <param name="bias">(F) values, or empty for none.</param>
    public static float[] Forward(int units, ReadOnlySpan<float> x, ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias)
    {
        int inputs = kernel.Length / units;
        float[] y = new float[x.Length / inputs * units];
        for (int n = 0; n < x.Length / inputs; n++)
        {
            for (int f = 0; f < units; f++)
            {
                double sum = bias.IsEmpty ? 0 : bias[f];
                for (int c = 0; c < inputs; c++)
                {
                    sum += (double)x[(n * inputs) + c] * kernel[(c * units) + f];
                }

                y[(n * units) + f] = (float)sum;
            }
        }

        return y;
    }

    /// <summary>All derivatives from dy.</summary>
    /// <param name="units">F.</param>
    /// <param name="x">(N, C) values of the forward pass.</param>
    /// <param name="kernel">(C, F) weights.</param>
    /// <param name="dy">(N, F) derivative of the loss.</param>
    public static (float[] Dx, float[] Dkernel, float[] Dbias) Backward(int units, ReadOnlySpan<float> x, ReadOnlySpan<float> kernel, ReadOnlySpan<float> dy)
    {
        int inputs = kernel.Length / units;
        double[] dx = new double[x.Length];
        double[] dkernel = new double[kernel.Length];
        double[] dbias = new double[units];
        for (int n = 0; n < x.Length / inputs; n++)
        {
            for (int f = 0; f < units; f++)
            {
                double slope = dy[(n * units) + f];
                dbias[f] += slope;
                for (int c = 0; c < inputs; c++)
                {
                    dkernel[(c * units) + f] += slope * x[(n * inputs) + c];
                    dx[(n * inputs) + c] += slope * kernel[(c * units) + f];
                }
            }
        }

        return (Round.ToFloats(dx), Round.ToFloats(dkernel), Round.ToFloats(dbias));
    }
}
