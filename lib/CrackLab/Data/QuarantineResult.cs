namespace CrackLab.Data;

/// <summary>What a quarantine came to.</summary>
/// <param name="Folder">Full path of the quarantine folder.</param>
/// <param name="Moved">Files moved there.</param>
/// <param name="Failures">Files that stayed where they were, and why.</param>
[TypeFormatterSource]
public sealed record QuarantineResult(string Folder, int Moved, IReadOnlyList<FileFailure> Failures)
{
    /// <summary>How many files were moved and how many stayed.</summary>
    public override string ToString() => $"{Moved} files moved to {ShownPath.Of(Folder)}, {Failures.Count} failed";
}
