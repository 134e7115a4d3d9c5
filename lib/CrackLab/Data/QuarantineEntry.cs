namespace CrackLab.Data;

/// <summary>One line of the journal: a file is about to be moved.</summary>
/// <param name="Root">Full path of the dataset folder.</param>
/// <param name="Path">The file's path relative to it, with '/'.</param>
/// <param name="Stored">Its path relative to the quarantine folder, with '/'.</param>
/// <param name="Status">Why it is moved.</param>
/// <param name="Reason">What was expected and what came.</param>
/// <param name="Time">When, in UTC.</param>
internal sealed record QuarantineEntry(
    string Root, string Path, string Stored, FileStatus Status, string? Reason, DateTime Time)
{
    /// <summary>Whether both are the same file in the same two places.</summary>
    public bool IsSameMove(QuarantineEntry other) =>
        string.Equals(Root, other.Root, StringComparison.Ordinal)
        && string.Equals(Path, other.Path, StringComparison.Ordinal)
        && string.Equals(Stored, other.Stored, StringComparison.Ordinal);
}
