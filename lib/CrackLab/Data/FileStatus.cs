namespace CrackLab.Data;

/// <summary>What an inspection found a file to be.</summary>
public enum FileStatus
{
    /// <summary>Decodes, and its extension says what it is.</summary>
    Ok,

    /// <summary>Decodes, but its extension belongs to another format or to none that is known.</summary>
    WrongExtension,

    /// <summary>No picture of any known format.</summary>
    NotAnImage,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>The file ends before the picture does.</summary>
    Truncated,

    /// <summary>The data contradicts its own format or checksum.</summary>
    Corrupt,

    /// <summary>A known format or coding that is not decoded here.</summary>
    Unsupported,

    /// <summary>More bytes or pixels than the limit.</summary>
    TooLarge,

    /// <summary>The system would not hand the bytes over: vanished, not permitted, or a link to nothing.</summary>
    Unreadable,
}
