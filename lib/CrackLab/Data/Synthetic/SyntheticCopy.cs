namespace CrackLab.Data.Synthetic;

/// <summary>A file that is byte for byte another one.</summary>
/// <param name="Path">Path relative to the folder, with forward slashes.</param>
/// <param name="Original">Path of the file it was copied from.</param>
public sealed record SyntheticCopy(string Path, string Original);
