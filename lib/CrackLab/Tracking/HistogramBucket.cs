namespace CrackLab.Tracking;

/// <summary>A bucket of a histogram.</summary>
/// <param name="Left">Lower edge, in the bucket.</param>
/// <param name="Right">Upper edge; in the last bucket alone.</param>
/// <param name="Count">How many values lie in it.</param>
public readonly record struct HistogramBucket(double Left, double Right, double Count);
