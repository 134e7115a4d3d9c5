namespace CrackLab.Cli.Verbs;

/// <summary>A file that is not well, as --json tells it.</summary>
/// <param name="Path">Path relative to the folder.</param>
/// <param name="Status">What it is, such as Truncated.</param>
/// <param name="Offset">Byte at which the fault shows, or <see langword="null"/>.</param>
/// <param name="Reason">What was expected and what came.</param>
internal sealed record ProblemJson(string Path, string Status, long? Offset, string? Reason);
