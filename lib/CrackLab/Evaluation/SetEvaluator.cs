using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Training;

namespace CrackLab.Evaluation;

/// <summary>Judges a model on a labelled set.</summary>
public static class SetEvaluator
{
    /// <summary>Predicts every image and computes all figures.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="set">Images with the model's classes.</param>
    /// <param name="threshold">Probability from which an image is positive; <see langword="null"/> for the model's own.</param>
    /// <param name="engine">What computes; <see langword="null"/> for <see cref="SimdEngine"/>.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ArgumentException">The set's classes are not the model's.</exception>
    public static ScoredSet Evaluate(
        Sequential model, ImageSet set, double? threshold = null, IEngine? engine = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(set);
        if (!set.Classes.SequenceEqual(model.Metadata.Classes, StringComparer.Ordinal))
        {
            throw new ArgumentException(
                $"Evaluating on '{set.Root}': expected the model's classes {string.Join(", ", model.Metadata.Classes)}, received {string.Join(", ", set.Classes)}. Name the folders as the classes.",
                nameof(set));
        }

        int[] labels = [.. set.Samples.Select(sample => sample.Label)];
        string[] groups = [.. set.Samples.Select(sample => sample.Group)];
        (float[] probabilities, EvaluationResult result) = Apart.Run(
            stopping =>
            {
                float[] scores = Scorer.Predict(model, set, engine, cancellationToken: stopping);
                return (scores, Evaluator.Evaluate(scores, labels, set.Classes, threshold ?? model.Metadata.Threshold, groups, stopping));
            },
            cancellationToken);
        return new ScoredSet(set, probabilities, result with
        {
            Aim = threshold is null ? model.Metadata.Aim : null,
            Temperature = model.Metadata.Temperature,
        });
    }
}
