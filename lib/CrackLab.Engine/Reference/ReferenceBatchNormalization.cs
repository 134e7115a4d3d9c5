namespace CrackLab.Engine.Reference;

/// <summary>BatchNormalization, written to be read: specification and oracle of the vector kernels.</summary>
/// <remarks>
/// <para>x, y (M, C) with M = N H W; gamma, beta, mean, variance (C); h = (x - mean) / sqrt(variance + epsilon).</para>
/// <para>Training: mean[c] = sum over m of x[m, c] / M, variance[c] = sum over m of (x[m, c] - mean[c])^2 / M (biased).</para>
/// <para>y[m, c] = gamma[c] * h[m, c] + beta[c]; prediction puts the moving mean and variance in their places.</para>
/// <para>dbeta[c] = sum over m of dy; dgamma[c] = sum over m of dy h; dx = gamma / sqrt(variance + epsilon) * (dy - dbeta / M - h dgamma / M).</para>
/// </remarks>
internal static class ReferenceBatchNormalization
{
    /// <summary>The mean and biased variance of each channel.</summary>
    /// <param name="channels">C.</param>
    /// <param name="x">(M, C) values.</param>
    public static (double[] Mean, double[] Variance) Statistics(int channels, ReadOnlySpan<float> x)
    {
        int m = x.Length / channels;
        double[] mean = new double[channels];
        double[] variance = new double[channels];
        for (int at = 0; at < x.Length; at++)
        {
            mean[at % channels] += (double)x[at] / m;
        }

        for (int at = 0; at < x.Length; at++)
        {
            double distance = x[at] - mean[at % channels];
            variance[at % channels] += distance * distance / m;
        }

        return (mean, variance);
    }

    /// <summary>y from x and given statistics.</summary>
    /// <param name="x">(M, C) values.</param>
    /// <param name="gamma">(C) factors.</param>
    /// <param name="beta">(C) added.</param>
    /// <param name="mean">(C) mean of the batch, or the moving one.</param>
    /// <param name="variance">(C) variance of the batch, or the moving one.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static float[] Forward(ReadOnlySpan<float> x, float[] gamma, float[] beta, double[] mean, double[] variance, double epsilon)
    {
        float[] y = new float[x.Length];
        for (int at = 0; at < x.Length; at++)
        {
            int c = at % gamma.Length;
            y[at] = (float)((gamma[c] * (x[at] - mean[c]) / Math.Sqrt(variance[c] + epsilon)) + beta[c]);
        }

        return y;
    }

    /// <summary>All derivatives from dy, in training.</summary>
    /// <param name="x">(M, C) values of the forward pass.</param>
    /// <param name="gamma">(C) factors.</param>
    /// <param name="dy">(M, C) derivative of the loss.</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static (float[] Dx, float[] Dgamma, float[] Dbeta) Backward(ReadOnlySpan<float> x, float[] gamma, ReadOnlySpan<float> dy, double epsilon)
    {
        int channels = gamma.Length;
        int m = x.Length / channels;
        (double[] mean, double[] variance) = Statistics(channels, x);
        double[] dgamma = new double[channels];
        double[] dbeta = new double[channels];
        for (int at = 0; at < x.Length; at++)
        {
            int c = at % channels;
            dbeta[c] += dy[at];
            dgamma[c] += dy[at] * (x[at] - mean[c]) / Math.Sqrt(variance[c] + epsilon);
        }

        float[] dx = new float[x.Length];
        for (int at = 0; at < x.Length; at++)
        {
            int c = at % channels;
            double deviation = Math.Sqrt(variance[c] + epsilon);
            double h = (x[at] - mean[c]) / deviation;
            dx[at] = (float)(gamma[c] / deviation * (dy[at] - (dbeta[c] / m) - (h * dgamma[c] / m)));
        }

        return (dx, Round.ToFloats(dgamma), Round.ToFloats(dbeta));
    }
}
