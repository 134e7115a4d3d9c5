namespace CrackLab.Data.Overlaps;

/// <summary>Crops that were cut from one photograph.</summary>
/// <param name="Name">The first path of them.</param>
/// <param name="Crops">The crops, in ordinal order of their paths; byte-identical copies are crops of their own.</param>
public sealed record Photograph(string Name, IReadOnlyList<PlacedCrop> Crops);
