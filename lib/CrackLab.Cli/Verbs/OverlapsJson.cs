using CrackLab.Data.Overlaps;

namespace CrackLab.Cli.Verbs;

/// <summary>Copies and overlapping crops; the names are a contract.</summary>
/// <param name="PhotoGroups">Groups of crops of one photograph; a picture that overlaps none is one of its own.</param>
/// <param name="Largest">Pictures in the largest of them.</param>
/// <param name="Sharing">Pictures that overlap or copy another one.</param>
/// <param name="TwinGroups">Groups of two and more copies of one crop.</param>
/// <param name="Twins">Pictures in those.</param>
/// <param name="Links">Pairs that hold the groups together.</param>
internal sealed record OverlapsJson(int PhotoGroups, int Largest, int Sharing, int TwinGroups, int Twins, int Links)
{
    public static OverlapsJson? Of(OverlapReport? report) => report is null
        ? null
        : new(report.Photographs.Count, report.Largest, report.Sharing, report.TwinGroups, report.Twins, report.Links.Count);
}
