using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Training;

namespace CrackLab.Evaluation;

/// <summary>Finishes a trained model on the validation part: calibrates its probabilities, and chooses its threshold for an aim.</summary>
public static class ModelAdjuster
{
    /// <summary>Adjusts a copy of a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="validation">Images that it was not trained on, with its classes.</param>
    /// <param name="aim">What the threshold is for; <see langword="null"/> leaves it. Not used for more than two classes.</param>
    /// <param name="calibrate">Whether a temperature is fitted.</param>
    /// <param name="engine">What computes; <see langword="null"/> for <see cref="SimdEngine"/>.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The copy, with the aim in its metadata where it was reached; else it keeps its threshold.</returns>
    /// <exception cref="ArgumentException">The set's classes are not the model's, or the model does not end in Dense.</exception>
    public static AdjustedModel Adjust(
        Sequential model,
        ImageSet validation,
        DecisionAim? aim = null,
        bool calibrate = true,
        IEngine? engine = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(validation);
        int[] labels = [.. validation.Samples.Select(sample => sample.Label)];
        Sequential adjusted = model.Clone();
        double? temperature = null;
        if (calibrate)
        {
            float[] logits = Scorer.Predict(TemperatureScaling.WithoutHead(model), validation, engine, cancellationToken: cancellationToken);
            temperature = TemperatureScaling.Fit(logits, labels);
            adjusted = temperature is { } fitted ? TemperatureScaling.Apply(model, fitted) : adjusted;
        }

        ScoredSet scored = SetEvaluator.Evaluate(adjusted, validation, threshold: null, engine, cancellationToken);
        ThresholdChoice? choice = aim is not null && validation.Classes.Count == 2 ? scored.Choose(aim) : null;
        if (choice?.Threshold is { } threshold)
        {
            adjusted.Metadata = adjusted.Metadata with { Threshold = threshold, Aim = choice.Aim.ToString() };
        }

        return new AdjustedModel(adjusted, temperature, choice, scored);
    }
}
