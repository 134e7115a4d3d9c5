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

    /// <summary>The threshold for an aim, chosen on this set.</summary>
    /// <param name="aim">The aim.</param>
    /// <exception cref="InvalidOperationException">There are more than two classes.</exception>
    public ThresholdChoice Choose(DecisionAim aim) => Set.Classes.Count == 2
        ? DecisionThreshold.Choose(aim, PositiveScores(), [.. Set.Samples.Select(sample => sample.Label == 1)])
        : throw new InvalidOperationException(
            $"Threshold on '{Set.Root}': expected two classes, received {Set.Classes.Count}. Of more than two the most probable one is taken.");

    /// <summary>The same probabilities judged at another threshold.</summary>
    /// <param name="threshold">Probability from which on an image is called positive, 0..1; not used for more than two classes.</param>
    /// <param name="aim">What it was chosen for, if it was.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public ScoredSet At(double threshold, DecisionAim? aim = null, CancellationToken cancellationToken = default)
    {
        EvaluationResult result = Apart.Run(
            stopping => Evaluator.Evaluate(
                [.. Probabilities],
                [.. Set.Samples.Select(sample => sample.Label)],
                Set.Classes,
                threshold,
                [.. Set.Samples.Select(sample => sample.Group)],
                stopping),
            cancellationToken);
        return this with { Result = result with { Aim = aim?.ToString(), Temperature = Result.Temperature } };
    }

    /// <summary>(N) probability of the second class.</summary>
    internal float[] PositiveScores() => [.. Enumerable.Range(0, Set.Count).Select(index => (float)Probability(index, 1))];

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
