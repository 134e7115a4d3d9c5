using CrackLab.Prediction;

namespace CrackLab.Web.Inspection.Answers;

/// <summary>What a model makes of a photo as it is, as predict --json tells it.</summary>
/// <param name="Path">The photo's name.</param>
/// <param name="Label">The predicted class.</param>
/// <param name="Probability">For two classes that of the positive one, else that of the predicted class; 0..1.</param>
/// <param name="Probabilities">Of each class, in the order of the model's classes.</param>
internal sealed record PredictionAnswer(string Path, string Label, float Probability, IReadOnlyList<float> Probabilities)
{
    /// <summary>The answer for a prediction without a fault.</summary>
    public static PredictionAnswer Of(PredictedImage prediction) =>
        new(prediction.Path, prediction.Label!, prediction.Probability!.Value, prediction.Probabilities!);
}
