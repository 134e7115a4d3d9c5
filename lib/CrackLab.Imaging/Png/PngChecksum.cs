using System.Buffers.Binary;

namespace CrackLab.Imaging.Png;

/// <summary>CRC-32 of PNG chunks, eight bytes a step.</summary>
internal static class PngChecksum
{
    private const int Tables = 8;

    /// <summary>Table t holds what a byte becomes that t further bytes follow.</summary>
    private static readonly uint[] Table = MakeTables();

    /// <summary>The checksum of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        ReadOnlySpan<uint> table = Table;
        while (bytes.Length >= Tables)
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = table[(7 << 8) | (byte)low] ^ table[(6 << 8) | (byte)(low >> 8)]
                ^ table[(5 << 8) | (byte)(low >> 16)] ^ table[(4 << 8) | (byte)(low >> 24)]
                ^ table[(3 << 8) | bytes[4]] ^ table[(2 << 8) | bytes[5]] ^ table[(1 << 8) | bytes[6]] ^ table[bytes[7]];
            bytes = bytes[Tables..];
        }

        foreach (byte value in bytes) crc = table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeTables()
    {
        uint[] table = new uint[Tables << 8];
        for (uint n = 0; n < 256; n++)
        {
            uint crc = n;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            table[n] = crc;
        }

        for (int i = 256; i < table.Length; i++) table[i] = table[(byte)table[i - 256]] ^ (table[i - 256] >> 8);
        return table;
    }
}
