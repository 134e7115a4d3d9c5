namespace CrackLab.Engine.Execution;

/// <summary>Values with a name and dimensions.</summary>
/// <param name="Name">Name, parts joined by '/'.</param>
/// <param name="Dimensions">Dimensions, outermost first.</param>
/// <param name="Values">The values in that order.</param>
public sealed record NamedTensor(string Name, IReadOnlyList<int> Dimensions, ReadOnlyMemory<float> Values);
