using System.Buffers.Binary;

namespace CrackLab.Imaging.Png;

/// <summary>Writes PNG chunks: length, type, data, CRC-32 over type and data.</summary>
internal static class PngChunkWriter
{
    private static readonly uint[] Table = MakeTable();

    /// <summary>Appends one chunk.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="type">Four letters.</param>
    /// <param name="data">The chunk's content, possibly empty.</param>
    public static void Write(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        file.Write(word);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Update(Update(uint.MaxValue, type), data));
        file.Write(word);
    }

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            uint crc = n;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }

            table[n] = crc;
        }

        return table;
    }
}
