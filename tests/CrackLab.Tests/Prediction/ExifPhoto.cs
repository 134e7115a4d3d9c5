using System.Buffers.Binary;

namespace CrackLab.Tests.Prediction;

/// <summary>Photos with an EXIF block.</summary>
internal static class ExifPhoto
{
    private const int Entry = 12;

    /// <summary>Puts a block behind the start of a JPEG.</summary>
    public static byte[] With(byte[] jpeg, byte[] tiff)
    {
        int length = 2 + 6 + tiff.Length;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. tiff, .. jpeg[2..]];
    }

    /// <summary>Puts date and place there: 17 May 2024, 9:31:07, at 10°30' south and 20°15' east.</summary>
    public static byte[] Jpeg(byte[] jpeg)
    {
        // Big-endian: a directory of three, that of the GPS with four, then what does not fit into an entry.
        const int Gps = 8 + 2 + (2 * Entry) + 4, Values = Gps + 2 + (4 * Entry) + 4, Latitude = Values + 20, Longitude = Latitude + 24;
        byte[] tiff =
        [
            .. "MM\0*"u8, .. Four(8),
            0, 2, .. Item(0x0132, 2, 20, Values), .. Item(0x8825, 4, 1, Gps), .. Four(0),
            0, 4, .. Item(1, 2, 2, 'S' << 24), .. Item(2, 5, 3, Latitude), .. Item(3, 2, 2, 'E' << 24), .. Item(4, 5, 3, Longitude), .. Four(0),
            .. "2024:05:17 09:31:07\0"u8,
            .. Four(10), .. Four(1), .. Four(30), .. Four(1), .. Four(0), .. Four(1),
            .. Four(20), .. Four(1), .. Four(15), .. Four(1), .. Four(0), .. Four(1),
        ];
        return With(jpeg, tiff);
    }

    private static byte[] Item(ushort tag, ushort type, int count, int value) =>
        [(byte)(tag >> 8), (byte)tag, 0, (byte)type, .. Four(count), .. Four(value)];

    private static byte[] Four(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
