namespace CrackLab.Fuzzing.Running;

/// <summary>Two ways to read the same bytes gave different things.</summary>
/// <param name="message">Which.</param>
internal sealed class ContradictionException(string message) : Exception(message);
