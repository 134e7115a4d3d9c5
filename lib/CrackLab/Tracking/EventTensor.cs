namespace CrackLab.Tracking;

/// <summary>A tensor of an event file: numbers or texts in a shape.</summary>
/// <param name="Dimensions">Its dimensions, outermost first; none for a lone value.</param>
/// <param name="Numbers">The numbers in that order, whatever type they were stored as; empty for texts.</param>
/// <param name="Texts">The texts, as bytes; empty for numbers.</param>
/// <remarks>Whole numbers beyond 2^53 are rounded.</remarks>
public sealed record EventTensor(
    IReadOnlyList<long> Dimensions, IReadOnlyList<double> Numbers, IReadOnlyList<ReadOnlyMemory<byte>> Texts);
