using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>A labelled set with a model's probabilities.</summary>
/// <param name="Set">The images.</param>
/// <param name="Probabilities">(N) probability of the positive class, or (N, classes).</param>
/// <param name="Result">The figures.</param>
[TypeFormatterSource]
public sealed record ScoredSet(ImageSet Set, IReadOnlyList<float> Probabilities, EvaluationResult Result)
{
    /// <summary>Folder and figures.</summary>
    public override string ToString() => $"{Set}{Environment.NewLine}{Result}";

    /// <summary>Number of the class that an image is called.</summary>
    /// <param name="index">The image, 0 to N - 1.</param>
    public int Predicted(int index)
    {
        int units = Probabilities.Count / Set.Count;
        return units <= 2
            ? (Probability(index, 1) >= Result.Threshold ? 1 : 0)
            : Enumerable.Range(0, units).MaxBy(c => Probabilities[(index * units) + c]);
    }

    /// <summary>Probability of a class for an image, 0..1.</summary>
    /// <param name="index">The image, 0 to N - 1.</param>
    /// <param name="label">The class.</param>
    public double Probability(int index, int label)
    {
        int units = Probabilities.Count / Set.Count;
        return units > 1 ? Probabilities[(index * units) + label]
            : label == 1 ? Probabilities[index]
            : 1 - Probabilities[index];
    }
}
