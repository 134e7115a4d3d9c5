using System.Buffers.Binary;
using System.Numerics;

namespace CrackLab.Tracking;

/// <summary>The framing of TFRecord files.</summary>
/// <remarks>
/// A record is: length, 8 bytes little-endian; masked CRC32C of those 8 bytes; the data; masked CRC32C of the data.
/// </remarks>
internal static class RecordFraming
{
    /// <summary>Bytes before the data.</summary>
    public const int HeaderLength = sizeof(ulong) + sizeof(uint);

    /// <summary>Bytes after the data.</summary>
    public const int FooterLength = sizeof(uint);

    /// <summary>Frames one record.</summary>
    /// <param name="data">The record's data.</param>
    public static byte[] Frame(ReadOnlySpan<byte> data)
    {
        byte[] record = new byte[HeaderLength + data.Length + FooterLength];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(ulong)), MaskedCrc(record.AsSpan(0, sizeof(ulong))));
        data.CopyTo(record.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(HeaderLength + data.Length), MaskedCrc(data));
        return record;
    }

    /// <summary>CRC32C (Castagnoli), turned right by 15 bits plus 0xA282EAD8, as TFRecord stores it.</summary>
    /// <param name="data">The bytes to sum.</param>
    public static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        for (; data.Length >= sizeof(ulong); data = data[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (byte value in data)
            crc = BitOperations.Crc32C(crc, value);
        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8;
    }
}
