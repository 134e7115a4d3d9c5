using CrackLab.Engine.Layers;

namespace CrackLab.Engine.Losses;

/// <summary>-(y log p + (1 - y) log(1 - p)) for p = sigmoid(logit).</summary>
/// <remarks>
/// keras.losses.BinaryCrossentropy(from_logits=True). As max(z, 0) - z y + log(1 + exp(-|z|)), which never overflows.
/// Smoothing s moves y to y (1 - s) + s / 2.
/// </remarks>
public sealed class BinaryCrossentropy : Loss
{
    /// <summary>Makes the loss.</summary>
    /// <param name="labelSmoothing">0 to below 1.</param>
    public BinaryCrossentropy(float labelSmoothing = 0)
        : base(labelSmoothing)
    {
    }

    /// <inheritdoc/>
    public override Activation Head => Activation.Sigmoid;

    /// <inheritdoc/>
    public override double Compute(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient)
    {
        Check(logits.Length, labels);
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double z = logits[i];
            double y = (labels[i] * (1 - (double)LabelSmoothing)) + (LabelSmoothing / 2d);
            sum += Math.Max(z, 0) - (z * y) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
            gradient[i] = (float)(((1 / (1 + Math.Exp(-z))) - y) / labels.Length);
        }

        return sum;
    }
}
