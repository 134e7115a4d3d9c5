namespace CrackLab.Data.Fetching;

/// <summary>Formats of archives, told by the first bytes.</summary>
internal enum ArchiveKind
{
    /// <summary>Neither of the others.</summary>
    Unknown,

    /// <summary>A zip.</summary>
    Zip,

    /// <summary>A RAR, old or new.</summary>
    Rar,
}
