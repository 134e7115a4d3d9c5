namespace CrackLab.Evaluation;

/// <summary>A point of a ROC curve.</summary>
/// <param name="Threshold">Images with at least this score are called positive.</param>
/// <param name="FalsePositiveRate">Share of the negatives called positive, 0..1.</param>
/// <param name="TruePositiveRate">Share of the positives called positive, 0..1.</param>
public readonly record struct RocPoint(double Threshold, double FalsePositiveRate, double TruePositiveRate);
