using CrackLab.Data;
using CrackLab.Data.Overlaps;

namespace CrackLab.Cli.Verbs;

/// <summary>What inspect --json writes; its names are a contract.</summary>
/// <param name="Path">Full path of the folder.</param>
/// <param name="Files">Files in all classes.</param>
/// <param name="Healthy">Those whose pixels can be used.</param>
/// <param name="Classes">Files by class.</param>
/// <param name="Statuses">Files by status; every status is there.</param>
/// <param name="Formats">Files by the format that their content tells.</param>
/// <param name="Duplicates">Byte-identical files.</param>
/// <param name="Overlaps">Copies and overlapping crops found by their pixels, or <see langword="null"/> where none were asked for.</param>
/// <param name="Problems">Files whose status is not Ok.</param>
/// <param name="Strays">Pictures directly in the folder, which belong to no class.</param>
internal sealed record InspectionJson(
    string Path,
    int Files,
    int Healthy,
    IReadOnlyDictionary<string, int> Classes,
    IReadOnlyDictionary<string, int> Statuses,
    IReadOnlyDictionary<string, int> Formats,
    DuplicatesJson Duplicates,
    OverlapsJson? Overlaps,
    IReadOnlyList<ProblemJson> Problems,
    IReadOnlyList<string> Strays)
{
    public static InspectionJson Of(InspectionReport report, OverlapReport? overlaps) => new(
        report.Folder.Path,
        report.Files.Count,
        report.Files.Count(file => file.IsHealthy),
        report.Classes.ToDictionary(one => one.Name, one => one.Files, StringComparer.Ordinal),
        report.StatusCounts.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value, StringComparer.Ordinal),
        report.Files.CountBy(file => file.Format).OrderBy(pair => pair.Key)
            .ToDictionary(pair => pair.Key.ToString(), pair => pair.Value, StringComparer.Ordinal),
        DuplicatesJson.Of(report.Duplicates),
        OverlapsJson.Of(overlaps),
        [.. report.Problems.Select(file => new ProblemJson(file.Path, file.Status.ToString(), file.Offset, file.Reason))],
        report.Folder.Strays);
}
