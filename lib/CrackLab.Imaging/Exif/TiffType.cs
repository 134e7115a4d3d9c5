namespace CrackLab.Imaging.Exif;

/// <summary>How a TIFF value is stored (TIFF 6.0, section 2; Exif 3.0 adds UTF-8).</summary>
internal enum TiffType
{
    Byte = 1,
    Ascii = 2,
    Short = 3,
    Long = 4,
    Rational = 5,
    SignedByte = 6,
    Undefined = 7,
    SignedShort = 8,
    SignedLong = 9,
    SignedRational = 10,
    Single = 11,
    Double = 12,
    Directory = 13,
    Utf8 = 129,
}
