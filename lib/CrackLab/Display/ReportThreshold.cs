using CrackLab.Evaluation;

namespace CrackLab.Display;

/// <summary>A row of the report's table of thresholds.</summary>
/// <param name="Choice">The threshold, chosen on the validation part.</param>
/// <param name="Result">The figures at it on the test part; <see langword="null"/> where the aim was not reached.</param>
/// <param name="IsInUse">Whether the model has this threshold.</param>
public sealed record ReportThreshold(ThresholdChoice Choice, EvaluationResult? Result, bool IsInUse);
