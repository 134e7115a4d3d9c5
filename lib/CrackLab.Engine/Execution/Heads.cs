using CrackLab.Engine.Layers;

namespace CrackLab.Engine.Execution;

/// <summary>Turns logits into probabilities.</summary>
internal static class Heads
{
    /// <summary>What the last layer makes of its logits: Sigmoid, Softmax, or Linear where they are the output.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">A layer in the middle has such an activation.</exception>
    public static Activation Of(Sequential model)
    {
        foreach (Layer layer in model.Layers.SkipLast(1))
        {
            if (layer is Dense { Activation: Activation.Sigmoid or Activation.Softmax } inner)
            {
                throw new ArgumentException($"Dense '{inner.Name}': expected {inner.Activation} on the last layer alone, received it in the middle. Use Relu there.", nameof(model));
            }
        }

        return model.Layers[^1] is Dense { Activation: Activation.Sigmoid or Activation.Softmax } last ? last.Activation : Activation.Linear;
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
