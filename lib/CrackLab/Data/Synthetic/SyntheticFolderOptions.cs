namespace CrackLab.Data.Synthetic;

/// <summary>What <see cref="SyntheticConcrete.WriteFolder"/> writes.</summary>
public sealed record SyntheticFolderOptions
{
    /// <summary>Healthy pictures of both classes together, at least 1; broken files and copies come on top.</summary>
    public int Count { get; init; } = 400;

    /// <summary>Side in pixels, 32..4096; a few pictures are cut a little smaller.</summary>
    public int Size { get; init; } = 227;

    /// <summary>Chooses the pictures.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Share of the pictures that show a crack, 0..1.</summary>
    public double PositiveFraction { get; init; } = 0.5;

    /// <summary>
    /// Pictures cut from one wall, 1..16; where more than one, they overlap, groups.csv says which belong together, and a
    /// split that does not keep them together leaks.
    /// </summary>
    public int CropsPerWall { get; init; } = 1;

    /// <summary>Whether broken files of every kind, and a few byte-identical copies, are strewn in.</summary>
    public bool Broken { get; init; } = true;

    /// <summary>Whether the broken files include a link that leads nowhere, where the system allows one.</summary>
    public bool DanglingLink { get; init; } = true;
}
