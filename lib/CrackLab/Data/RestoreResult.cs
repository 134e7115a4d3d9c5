namespace CrackLab.Data;

/// <summary>What putting files back came to.</summary>
/// <param name="Restored">Files put back.</param>
/// <param name="Refused">Files left in quarantine because another file has meanwhile appeared in their place.</param>
/// <param name="Missing">Files of the journal that are in neither place.</param>
/// <param name="Failures">Files that could not be moved, and why.</param>
public sealed record RestoreResult(
    int Restored, IReadOnlyList<string> Refused, IReadOnlyList<string> Missing, IReadOnlyList<FileFailure> Failures)
{
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
