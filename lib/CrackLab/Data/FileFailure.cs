namespace CrackLab.Data;

/// <summary>A file that could not be moved, and why.</summary>
/// <param name="Path">Path relative to the dataset folder, with '/'.</param>
/// <param name="Reason">What was expected and what came.</param>
public sealed record FileFailure(string Path, string Reason);
