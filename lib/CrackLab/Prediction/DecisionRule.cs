namespace CrackLab.Prediction;

/// <summary>What a network's outputs mean: a class, and how far the decision is from another one.</summary>
/// <param name="Classes">Class names in the order of labels.</param>
/// <param name="Threshold">Two classes: probability from which on a photo is called positive.</param>
internal sealed record DecisionRule(IReadOnlyList<string> Classes, double Threshold)
{
    /// <summary>Decides about one photo.</summary>
    /// <param name="path">The photo.</param>
    /// <param name="outputs">(units) probabilities; of one unit that of the second class.</param>
    public PredictedImage Of(string path, ReadOnlySpan<float> outputs)
    {
        float[] probabilities = outputs.Length == 1 ? [1 - outputs[0], outputs[0]] : outputs.ToArray();
        int label = probabilities.Length == 2
            ? (probabilities[1] >= Threshold ? 1 : 0)
            : Array.IndexOf(probabilities, probabilities.Max());
        return new PredictedImage
        {
            Path = path,
            Label = Classes[label],
            Probability = probabilities.Length == 2 ? probabilities[1] : probabilities[label],
            Probabilities = probabilities,
            Margin = probabilities.Length == 2
                ? (float)Math.Abs(probabilities[1] - Threshold)
                : probabilities[label] - probabilities.Where((_, other) => other != label).Max(),
        };
    }
}
