namespace CrackLab.Data;

/// <summary>What putting files back came to.</summary>
/// <param name="Restored">Files put back.</param>
/// <param name="Refused">Files left in quarantine because another file has meanwhile appeared in their place.</param>
/// <param name="Missing">Files of the journal that are in neither place.</param>
/// <param name="Failures">Files that could not be moved, and why.</param>
[TypeFormatterSource]
public sealed record RestoreResult(
    int Restored, IReadOnlyList<string> Refused, IReadOnlyList<string> Missing, IReadOnlyList<FileFailure> Failures)
{
    /// <summary>How many files were put back and how many were not.</summary>
    public override string ToString() =>
        $"{Restored} files put back, {Refused.Count} refused, {Missing.Count} missing, {Failures.Count} failed";

    internal static RestoreResult Sum(IEnumerable<RestoreResult> results)
    {
        RestoreResult[] all = [.. results];
        return new RestoreResult(
            all.Sum(result => result.Restored),
            [.. all.SelectMany(result => result.Refused)],
            [.. all.SelectMany(result => result.Missing)],
            [.. all.SelectMany(result => result.Failures)]);
    }
}
