namespace CrackLab.Imaging;

/// <summary>Why some bytes could not become a picture.</summary>
public enum ImageFault
{
    /// <summary>There are no bytes at all.</summary>
    Empty,

    /// <summary>The bytes are no picture of any known format.</summary>
    NotAnImage,

    /// <summary>The picture ends before its data does.</summary>
    Truncated,

    /// <summary>The data contradicts its own format or checksum.</summary>
    Corrupt,

    /// <summary>A known format or coding that is not decoded here.</summary>
    Unsupported,

    /// <summary>The stated size is over the limit that the caller set.</summary>
    TooLarge,
}
