using CrackLab.Data;

namespace CrackLab.Explanation;

/// <summary>A picture that a model sees much as it sees another one.</summary>
/// <param name="Sample">The picture.</param>
/// <param name="Distance">1 - cosine of the angle between what the model makes of the two: 0 (alike) to 2.</param>
public sealed record Neighbour(Sample Sample, double Distance);
