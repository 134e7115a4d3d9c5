namespace CrackLab.Data;

/// <summary>Files with the same bytes.</summary>
/// <param name="Sha256">SHA-256 of the bytes in lower-case hexadecimal.</param>
/// <param name="Paths">Their paths relative to the dataset folder, at least two, in ordinal order.</param>
/// <param name="ConflictingLabels">Whether they lie in different classes: at least one label is wrong.</param>
public sealed record DuplicateGroup(string Sha256, IReadOnlyList<string> Paths, bool ConflictingLabels);
