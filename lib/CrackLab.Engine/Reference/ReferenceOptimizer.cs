using CrackLab.Engine.Optimizers;

namespace CrackLab.Engine.Reference;

/// <summary>One step of Sgd, Adam and AdamW on one weight tensor, written to be read: specification and oracle of the vector kernels.</summary>
/// <remarks>
/// <para>w weights, g gradient (already clipped), v velocity, m and s moments, all of one length; t steps done, this one counted in.</para>
/// <para>Sgd: g += decay w; v = momentum v + g; w -= rate v, or with Nesterov rate (g + momentum v).</para>
/// <para>Adam: g += decay w; m = b1 m + (1 - b1) g; s = b2 s + (1 - b2) g^2; w -= rate (m / (1 - b1^t)) / (sqrt(s / (1 - b2^t)) + epsilon).</para>
/// <para>AdamW: w -= rate decay w first, then Adam without decay.</para>
/// </remarks>
internal static class ReferenceOptimizer
{
    /// <summary>The factor that brings gradients of all tensors together to a norm of at most <paramref name="clipNorm"/>.</summary>
    /// <param name="gradients">All gradients.</param>
    /// <param name="clipNorm">Largest Euclidean norm, 0 for no limit.</param>
    public static double ClipFactor(IEnumerable<double> gradients, double clipNorm)
    {
        double norm = Math.Sqrt(gradients.Sum(g => g * g));
        return clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1;
    }

    /// <summary>Sgd.</summary>
    /// <param name="sgd">Momentum.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="decay">Weight decay of this tensor.</param>
    /// <param name="weights">w, changed.</param>
    /// <param name="gradient">g.</param>
    /// <param name="velocity">v, changed.</param>
    public static void Step(Sgd sgd, double rate, double decay, double[] weights, ReadOnlySpan<double> gradient, double[] velocity)
    {
        for (int i = 0; i < weights.Length; i++)
        {
            double g = gradient[i] + (decay * weights[i]);
            velocity[i] = (sgd.Momentum * velocity[i]) + g;
            weights[i] -= rate * (sgd.Nesterov ? g + (sgd.Momentum * velocity[i]) : velocity[i]);
        }
    }

    /// <summary>Adam and AdamW.</summary>
    /// <param name="adam">Factors; its type decides where decay goes.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="decay">Weight decay of this tensor.</param>
    /// <param name="weights">w, changed.</param>
    /// <param name="gradient">g.</param>
    /// <param name="moments">m and s, changed, and steps done before this one.</param>
    public static void Step(Adam adam, double rate, double decay, double[] weights, ReadOnlySpan<double> gradient, (double[] First, double[] Second, long Steps) moments)
    {
        bool decoupled = adam is AdamW;
        double correction1 = 1 - Math.Pow(adam.Beta1, moments.Steps + 1);
        double correction2 = 1 - Math.Pow(adam.Beta2, moments.Steps + 1);
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] -= decoupled ? rate * decay * weights[i] : 0;
            double g = gradient[i] + (decoupled ? 0 : decay * weights[i]);
            moments.First[i] = (adam.Beta1 * moments.First[i]) + ((1 - adam.Beta1) * g);
            moments.Second[i] = (adam.Beta2 * moments.Second[i]) + ((1 - adam.Beta2) * g * g);
            weights[i] -= rate * (moments.First[i] / correction1) / (Math.Sqrt(moments.Second[i] / correction2) + adam.Epsilon);
        }
    }
}
