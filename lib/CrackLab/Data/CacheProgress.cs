namespace CrackLab.Data;

/// <summary>How far the building of a pixel cache is.</summary>
/// <param name="Done">Pictures decoded and resized.</param>
/// <param name="Total">Distinct pictures there are.</param>
public sealed record CacheProgress(int Done, int Total);
