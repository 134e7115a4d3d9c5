namespace CrackLab.Evaluation;

/// <summary>A point of a precision-recall curve.</summary>
/// <param name="Threshold">Images with at least this score are called positive.</param>
/// <param name="Recall">Share of the positives called positive, 0..1.</param>
/// <param name="Precision">Share of the images called positive that are, 0..1.</param>
public readonly record struct PrecisionRecallPoint(double Threshold, double Recall, double Precision);
