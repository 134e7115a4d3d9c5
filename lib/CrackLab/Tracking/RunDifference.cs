namespace CrackLab.Tracking;

/// <summary>A value that several runs are compared by.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Values">One a run: a number, a text, or <see langword="null"/> where it is not known.</param>
public sealed record RunDifference(string Key, IReadOnlyList<object?> Values);
