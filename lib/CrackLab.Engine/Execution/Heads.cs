using CrackLab.Engine.Layers;

namespace CrackLab.Engine.Execution;

/// <summary>The activation that a model ends in: engines compute logits, and this turns them into probabilities.</summary>
public static class Heads
{
    /// <summary>The head of a model: Sigmoid or Softmax on its last layer, else Linear.</summary>
    /// <param name="model">A model.</param>
    /// <param name="training">How it is to be trained, or <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">A layer in the middle has such an activation, or the head does not fit the loss.</exception>
    public static Activation Of(Sequential model, TrainingOptions? training = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Activation head = model.Layers[^1] is Dense { Activation: Activation.Sigmoid or Activation.Softmax } last ? last.Activation : Activation.Linear;
        foreach (Layer layer in model.Layers.SkipLast(1))
        {
            if (layer is Dense { Activation: Activation.Sigmoid or Activation.Softmax } inner)
            {
                throw new ArgumentException($"Dense '{inner.Name}': expected {inner.Activation} on the last layer alone, received it in the middle. Use Relu there.", nameof(model));
            }
        }

        return training is not null && training.Loss.Head != head
            ? throw new ArgumentException($"Sequential '{model.Name}': expected a last layer with {training.Loss.Head} for {training.Loss.GetType().Name}, received {head}. Change the head or use Loss.For(model).", nameof(training))
            : head;
    }

    /// <summary>Applies a head's activation in place.</summary>
    /// <param name="head">Linear leaves the values alone.</param>
    /// <param name="values">(N, units) logits; receives probabilities.</param>
    /// <param name="units">Outputs a sample.</param>
    public static void Apply(Activation head, Span<float> values, int units)
    {
        if (head == Activation.Sigmoid)
        {
            foreach (ref float value in values)
            {
                value = (float)(1 / (1 + Math.Exp(-(double)value)));
            }
        }
        else if (head == Activation.Softmax)
        {
            for (int start = 0; start < values.Length; start += units)
            {
                Softmax(values.Slice(start, units));
            }
        }
    }

    private static void Softmax(Span<float> row)
    {
        double largest = float.NegativeInfinity;
        foreach (float value in row)
        {
            largest = Math.Max(largest, value);
        }

        double sum = 0;
        foreach (float value in row)
        {
            sum += Math.Exp(value - largest);
        }

        foreach (ref float value in row)
        {
            value = (float)(Math.Exp(value - largest) / sum);
        }
    }
}
