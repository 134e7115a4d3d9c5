namespace CrackLab.Data.Synthetic;

/// <summary>What a synthetic folder holds; also its manifest.json, with these names in camelCase.</summary>
/// <param name="Count">Healthy pictures, copies not counted.</param>
/// <param name="Positive">Those with a crack.</param>
/// <param name="Negative">Those without.</param>
/// <param name="Size">Side in pixels.</param>
/// <param name="Seed">The seed they were rendered from.</param>
/// <param name="Broken">Files broken on purpose.</param>
/// <param name="Copies">Byte-identical copies, which are healthy pictures too.</param>
public sealed record SyntheticManifest(
    int Count,
    int Positive,
    int Negative,
    int Size,
    ulong Seed,
    IReadOnlyList<SyntheticBrokenFile> Broken,
    IReadOnlyList<SyntheticCopy> Copies);
