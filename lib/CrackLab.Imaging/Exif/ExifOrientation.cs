namespace CrackLab.Imaging.Exif;

/// <summary>Reads the one EXIF field that changes pixels: the orientation, 1 (upright) to 8.</summary>
internal static class ExifOrientation
{
    private const ushort OrientationTag = 0x0112;

    /// <summary>Reads it from a TIFF structure; anything unreadable counts as upright, as a viewer would show it.</summary>
    /// <param name="exif">Bytes from the byte-order mark (II or MM) on, or from the letters "Exif" before it.</param>
    public static int Read(ReadOnlySpan<byte> exif) => Read(TiffDirectory.Open(exif));

    /// <summary>Reads it from the first directory.</summary>
    public static int Read(TiffDirectory first) => first.Short(OrientationTag) is { } value and >= 1 and <= 8 ? value : 1;
}
