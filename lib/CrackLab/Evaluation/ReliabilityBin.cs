namespace CrackLab.Evaluation;

/// <summary>Images of like probability: how probable the model took it to be, and how often it was so.</summary>
/// <param name="Low">Lowest probability in it, 0..1.</param>
/// <param name="High">Highest probability in it, 0..1.</param>
/// <param name="Count">Images in it, at least 1.</param>
/// <param name="Predicted">Mean probability, 0..1.</param>
/// <param name="Observed">Share of the images where it was so, with Wilson's interval.</param>
public sealed record ReliabilityBin(double Low, double High, long Count, double Predicted, Metric Observed);
