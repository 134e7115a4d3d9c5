using CrackLab.Engine;

namespace CrackLab.Explanation;

/// <summary>The class that a map explains, and what the model says of it.</summary>
/// <param name="Label">Number of the class.</param>
/// <param name="Name">Its name.</param>
/// <param name="Probability">Its probability, 0..1.</param>
internal sealed record Decision(int Label, string Name, double Probability)
{
    /// <summary>The class that a model decides on, or the one that is asked for.</summary>
    /// <param name="model">A model.</param>
    /// <param name="outputs">(units) what it gives for a photo.</param>
    /// <param name="name">Name of the class, or <see langword="null"/> for the model's decision.</param>
    /// <exception cref="ArgumentException">The model has no class of that name.</exception>
    public static Decision Of(Sequential model, ReadOnlySpan<float> outputs, string? name)
    {
        IReadOnlyList<string> classes = model.Metadata.Classes;
        float[] row = outputs.ToArray();
        int label = name is not null ? classes.ToList().IndexOf(name)
            : row.Length <= 2 ? (ProbabilityOf(row, 1) >= model.Metadata.Threshold ? 1 : 0)
            : Array.IndexOf(row, row.Max());
        return label >= 0
            ? new Decision(label, classes.ElementAtOrDefault(label) ?? $"class {label}", ProbabilityOf(row, label))
            : throw new ArgumentException(
                $"Sequential '{model.Name}': expected a class of {string.Join(", ", classes)}, received '{name}'. Choose one of these.", nameof(name));
    }

    /// <summary>Probability of a class.</summary>
    /// <param name="outputs">(units) what a model gives for a photo.</param>
    /// <param name="label">Number of the class.</param>
    public static double ProbabilityOf(ReadOnlySpan<float> outputs, int label) =>
        outputs.Length > 1 ? outputs[label]
        : label == 1 ? outputs[0]
        : 1 - (double)outputs[0];

    /// <summary>The class's log-odds, ln(p / (1 - p)), from logits: never at an end where its probability is rounded to 0 or 1.</summary>
    /// <param name="logits">(units) of a photo; one logit is the second class's.</param>
    public double LogOdds(ReadOnlySpan<float> logits)
    {
        if (logits.Length == 1)
            return Label == 1 ? logits[0] : -(double)logits[0];
        double largest = double.NegativeInfinity, sum = 0;
        for (int i = 0; i < logits.Length; i++)
            largest = i == Label ? largest : Math.Max(largest, logits[i]);
        for (int i = 0; i < logits.Length; i++)
            sum += i == Label ? 0 : Math.Exp(logits[i] - largest);
        return logits[Label] - largest - Math.Log(sum);
    }

    /// <summary>Weights of the logits whose sum is the class's own: of one logit, the first class has the negative.</summary>
    /// <param name="units">Logits of the model.</param>
    public float[] LogitWeights(int units)
    {
        float[] weights = new float[units];
        weights[units == 1 ? 0 : Label] = units == 1 && Label == 0 ? -1 : 1;
        return weights;
    }
}
