namespace CrackLab.Data.Overlaps;

/// <summary>How far the search for overlaps is.</summary>
/// <param name="Done">Distinct pictures looked at.</param>
/// <param name="Total">Distinct pictures there are.</param>
public sealed record OverlapProgress(int Done, int Total);
