using CrackLab.Data;

namespace CrackLab.Cli.Verbs;

/// <summary>Byte-identical files, as inspect --json tells them.</summary>
/// <param name="Groups">Groups of equal files.</param>
/// <param name="Files">Files in these groups.</param>
/// <param name="Extra">Files that could go without losing a picture.</param>
/// <param name="Conflicting">Groups whose files lie in different classes.</param>
/// <param name="List">The paths of each group.</param>
internal sealed record DuplicatesJson(int Groups, int Files, int Extra, int Conflicting, IReadOnlyList<IReadOnlyList<string>> List)
{
    public static DuplicatesJson Of(IReadOnlyList<DuplicateGroup> groups)
    {
        int files = groups.Sum(group => group.Paths.Count);
        return new DuplicatesJson(
            groups.Count,
            files,
            files - groups.Count,
            groups.Count(group => group.ConflictingLabels),
            [.. groups.Select(group => group.Paths)]);
    }
}
