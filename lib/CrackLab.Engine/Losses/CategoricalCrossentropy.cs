using CrackLab.Engine.Layers;

namespace CrackLab.Engine.Losses;

/// <summary>-log p[label] for p = softmax(logits), on class numbers.</summary>
/// <remarks>keras.losses.SparseCategoricalCrossentropy(from_logits=True). Smoothing s gives each of K classes s / K and the true one 1 - s more.</remarks>
public sealed class CategoricalCrossentropy : Loss
{
    /// <summary>Makes the loss.</summary>
    /// <param name="labelSmoothing">0 to below 1.</param>
    public CategoricalCrossentropy(float labelSmoothing = 0)
        : base(labelSmoothing)
    {
    }

    /// <inheritdoc/>
    public override Activation Head => Activation.Softmax;

    /// <inheritdoc/>
    public override double Compute(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient)
    {
        Check(logits.Length, labels);
        int classes = logits.Length / labels.Length;
        double spread = LabelSmoothing / (double)classes;
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * classes, classes);
            float largest = row[0];
            foreach (float value in row)
            {
                largest = Math.Max(largest, value);
            }

            double total = 0;
            foreach (float value in row)
            {
                total += Math.Exp(value - largest);
            }

            double logTotal = Math.Log(total) + largest;
            for (int c = 0; c < classes; c++)
            {
                double target = spread + (c == labels[i] ? 1 - LabelSmoothing : 0);
                sum -= target * (row[c] - logTotal);
                gradient[(i * classes) + c] = (float)((Math.Exp(row[c] - logTotal) - target) / labels.Length);
            }
        }

        return sum;
    }
}
