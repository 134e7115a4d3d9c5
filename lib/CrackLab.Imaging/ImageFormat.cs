namespace CrackLab.Imaging;

/// <summary>What kind of file some bytes are, told by their first bytes and never by a file's name.</summary>
public enum ImageFormat
{
    /// <summary>None of the formats below.</summary>
    Unknown,

    /// <summary>JPEG (decoded: baseline and progressive, 8 bits).</summary>
    Jpeg,

    /// <summary>PNG (decoded: every colour type and depth).</summary>
    Png,

    /// <summary>Windows bitmap (decoded: 1 to 32 bits, RLE).</summary>
    Bmp,

    /// <summary>GIF, recognised but not decoded.</summary>
    Gif,

    /// <summary>WebP, recognised but not decoded.</summary>
    WebP,

    /// <summary>TIFF and the raw formats built on it, recognised but not decoded.</summary>
    Tiff,

    /// <summary>HEIF, HEIC and AVIF, recognised but not decoded.</summary>
    Heif,

    /// <summary>JPEG 2000, recognised but not decoded.</summary>
    Jpeg2000,

    /// <summary>JPEG XL, recognised but not decoded.</summary>
    JpegXl,
}
