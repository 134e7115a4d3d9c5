namespace CrackLab.Data.Synthetic;

/// <summary>A file broken on purpose.</summary>
/// <param name="Path">Path relative to the folder, with forward slashes.</param>
/// <param name="Status">The status that an inspection should give it, such as "Truncated".</param>
public sealed record SyntheticBrokenFile(string Path, string Status);
