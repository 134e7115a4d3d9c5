using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>What an audit says about the label of one image.</summary>
/// <param name="Sample">The image with its given label.</param>
/// <param name="Predicted">Index of the most probable class.</param>
/// <param name="Probability">Out-of-sample probability of that class, 0..1.</param>
/// <param name="Margin">Normalised margin, -1..1: probability of the given label less that of the most probable other.</param>
/// <param name="Loss">Cross-entropy of the given label: -ln of its probability, which counts as 1e-7 at least.</param>
/// <param name="IsLikelyError">Whether the model is as sure of another class as it is of that class's own images.</param>
public sealed record LabelFinding(Sample Sample, int Predicted, double Probability, double Margin, double Loss, bool IsLikelyError);
