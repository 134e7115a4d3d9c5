using System.Buffers.Binary;

namespace CrackLab.Imaging.Png;

/// <summary>Writes PNG chunks: length, type, data, CRC-32 over type and data.</summary>
internal static class PngChunkWriter
{
    /// <summary>Appends one chunk.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="type">Four letters.</param>
    /// <param name="data">The chunk's content, possibly empty.</param>
    public static void Write(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        uint checksum = PngChecksum.Compute(chunk.AsSpan(4..^4));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(^4..), checksum);
        file.Write(chunk);
    }
}
