namespace CrackLab.Data.Fetching;

/// <summary>A published dataset: where its archive is to be had, what it holds, and whom to thank.</summary>
public sealed record PublicDataset
{
    /// <summary>Its title.</summary>
    public required string Name { get; init; }

    /// <summary>How to cite it, in one line.</summary>
    public required string Citation { get; init; }

    /// <summary>The page that stays, where people find it when the addresses have changed.</summary>
    public required Uri Page { get; init; }

    /// <summary>Its licence by name.</summary>
    public required string Licence { get; init; }

    /// <summary>Where the licence's text is.</summary>
    public required Uri LicenceAddress { get; init; }

    /// <summary>Where an archive was to be had, best first: a zip that holds a RAR or the class folders, or the RAR.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    /// <summary>Pictures by class, as published.</summary>
    public required IReadOnlyDictionary<string, int> Classes { get; init; }

    /// <summary>Length and digest of its RAR; <see langword="null"/> where they are not known.</summary>
    public KnownArchive? Rar { get; init; }
}
