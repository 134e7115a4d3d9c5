using CrackLab.Engine;

namespace CrackLab.Evaluation;

/// <summary>A model finished on the validation part.</summary>
/// <param name="Model">The model with its temperature in the weights, and its threshold.</param>
/// <param name="Temperature">The temperature, or <see langword="null"/> where none was fitted.</param>
/// <param name="Choice">How the threshold was chosen, or <see langword="null"/> where it was not.</param>
/// <param name="Validation">Its calibrated probabilities on the validation part, judged at the threshold that it had before.</param>
public sealed record AdjustedModel(Sequential Model, double? Temperature, ThresholdChoice? Choice, ScoredSet Validation);
