using System.Buffers.Binary;

namespace CrackLab.Imaging.Exif;

/// <summary>Reads the one EXIF field that changes pixels: the orientation, 1 (upright) to 8.</summary>
internal static class ExifOrientation
{
    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;

    /// <summary>Reads it from a TIFF structure; anything unreadable counts as upright, as a viewer would show it.</summary>
    /// <param name="tiff">Bytes from the byte-order mark (II or MM) on.</param>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return 1;
        bool little = tiff.StartsWith("II"u8);
        if (!little && !tiff.StartsWith("MM"u8)) return 1;
        if (Read16(tiff[2..], little) != 42) return 1;

        uint start = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (start > tiff.Length - 2) return 1;
        ReadOnlySpan<byte> directory = tiff[(int)start..];
        int entries = Read16(directory, little);
        directory = directory[2..];
        for (int i = 0; i < entries && directory.Length >= 12; i++, directory = directory[12..])
        {
            if (Read16(directory, little) != OrientationTag) continue;
            int value = Read16(directory[8..], little);
            return Read16(directory[2..], little) == ShortType && value is >= 1 and <= 8 ? value : 1;
        }

        return 1;
    }

    private static ushort Read16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
