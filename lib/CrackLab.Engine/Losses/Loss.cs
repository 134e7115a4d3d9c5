using CrackLab.Engine.Layers;

namespace CrackLab.Engine.Losses;

/// <summary>How wrong a model's outputs are, and which way they should move. Computed on logits, for numerical safety.</summary>
public abstract class Loss
{
    private protected Loss(float labelSmoothing)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(labelSmoothing);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(labelSmoothing, 1);
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>Part of certainty taken from the true class and spread over all, 0 to below 1; https://arxiv.org/abs/1512.00567.</summary>
    public float LabelSmoothing { get; }

    /// <summary>The activation that the model must end in.</summary>
    public abstract Activation Head { get; }

    /// <summary>The loss that a model's last layer calls for.</summary>
    /// <param name="model">A model that ends in Dense with Sigmoid (1 unit) or Softmax.</param>
    /// <param name="labelSmoothing">0 to below 1.</param>
    /// <exception cref="ArgumentException">The model ends otherwise.</exception>
    public static Loss For(Sequential model, float labelSmoothing = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Layers[^1] switch
        {
            Dense { Activation: Activation.Sigmoid, Units: 1 } => new BinaryCrossentropy(labelSmoothing),
            Dense { Activation: Activation.Softmax } => new CategoricalCrossentropy(labelSmoothing),
            var last => throw new ArgumentException(
                $"Sequential '{model.Name}': expected a last layer Dense(1, Sigmoid) or Dense(classes, Softmax), received {last.GetType().Name} '{last.Name}'. Add such a head.",
                nameof(model)),
        };
    }

    /// <summary>Loss of a batch and its gradient.</summary>
    /// <param name="logits">(N, units) values before the head's activation.</param>
    /// <param name="labels">(N) class numbers.</param>
    /// <param name="gradient">(N, units) receives the derivative of the batch's mean loss by each logit.</param>
    /// <returns>Sum of the samples' losses.</returns>
    /// <exception cref="ArgumentException">A label is no class number, or the logits are not a row for each label.</exception>
    public abstract double Compute(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, Span<float> gradient);

    /// <summary>Loss of a batch of predictions, without smoothing, as a validation loss is given.</summary>
    /// <param name="probabilities">(N, units) outputs of the model, 0..1.</param>
    /// <param name="labels">(N) class numbers.</param>
    /// <returns>Sum of the samples' losses; probabilities are kept 1e-7 from 0 and 1, as in Keras.</returns>
    public static double OfProbabilities(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels)
    {
        int units = probabilities.Length / Math.Max(labels.Length, 1);
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double p = units == 1
                ? (labels[i] == 1 ? probabilities[i] : 1 - (double)probabilities[i])
                : probabilities[(i * units) + labels[i]];
            sum -= Math.Log(Math.Clamp(p, 1e-7, 1 - 1e-7));
        }

        return sum;
    }

    /// <summary>Number of samples whose most probable class is the true one (for one unit: at 0.5).</summary>
    /// <param name="scores">(N, units) probabilities, or logits where <paramref name="boundary"/> is 0.</param>
    /// <param name="labels">(N) class numbers.</param>
    /// <param name="boundary">For one unit, the score from which a sample is positive.</param>
    public static int CountCorrect(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels, float boundary = 0.5f)
    {
        int units = scores.Length / Math.Max(labels.Length, 1);
        int correct = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            int predicted = units == 1 ? (scores[i] >= boundary ? 1 : 0) : ArgMax(scores.Slice(i * units, units));
            correct += predicted == labels[i] ? 1 : 0;
        }

        return correct;
    }

    /// <summary>Refuses labels that are no class numbers, and logits that are no rows for them.</summary>
    /// <param name="logits">Number of logits, all samples together.</param>
    /// <param name="labels">(N) class numbers.</param>
    /// <exception cref="ArgumentException">A label is no class number, or the logits are not a row for each label.</exception>
    public void Check(int logits, ReadOnlySpan<int> labels)
    {
        int units = logits / Math.Max(labels.Length, 1);
        if (logits == 0 || units * labels.Length != logits || (Head == Activation.Sigmoid && units != 1))
        {
            throw new ArgumentException(
                $"{GetType().Name}: expected {(Head == Activation.Sigmoid ? "one logit" : "a row of logits")} for each label, received {logits} logits and {labels.Length} labels. Give each sample one label.",
                nameof(labels));
        }

        int classes = Math.Max(units, 2);
        foreach (int label in labels)
        {
            if ((uint)label >= (uint)classes)
            {
                throw new ArgumentException($"{GetType().Name}: expected labels 0 to {classes - 1}, received {label}. Count classes from 0, or widen the last layer.", nameof(labels));
            }
        }
    }

    private static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }
}
