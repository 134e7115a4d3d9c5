namespace CrackLab.Data.Overlaps;

/// <summary>What a search found, told by contents alone: the same for a folder and its copy.</summary>
/// <param name="Places">One a distinct picture, in the ordinal order of their hashes.</param>
/// <param name="Links">The links that hold the photographs together.</param>
internal sealed record FoundOverlaps(IReadOnlyList<FoundPlace> Places, IReadOnlyList<FoundLink> Links);
