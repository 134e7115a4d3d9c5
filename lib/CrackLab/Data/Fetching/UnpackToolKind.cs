namespace CrackLab.Data.Fetching;

/// <summary>Programs that unpack a RAR, each with a command line of its own.</summary>
internal enum UnpackToolKind
{
    /// <summary>The tar of libarchive.</summary>
    Bsdtar,

    /// <summary>7-Zip.</summary>
    SevenZip,

    /// <summary>The unrar of RARLAB.</summary>
    Unrar,
}
