using System.Buffers.Binary;
using System.IO.Compression;
using CrackLab.Imaging.Png;

namespace CrackLab.Imaging.Tests;

/// <summary>Small PNG files that are made to cost much.</summary>
internal static class PngBombs
{
    private const int Piece = 1 << 20;

    /// <summary>A grey picture of some size whose pixel data is these bytes.</summary>
    public static byte[] WithData(int width, int height, byte[] packed, params (string Type, byte[] Data)[] others)
    {
        byte[] header = [0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        PngChunkWriter.Write(file, "IHDR"u8, header);
        foreach ((string type, byte[] data) in others) PngChunkWriter.Write(file, System.Text.Encoding.ASCII.GetBytes(type), data);
        PngChunkWriter.Write(file, "IDAT"u8, packed);
        PngChunkWriter.Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>zlib data of so many megabytes of zeros, without an end: a megabyte takes one kilobyte.</summary>
    public static byte[] Zeros(int megabytes)
    {
        using var packed = new MemoryStream();
        using var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true);
        zlib.Write(new byte[Piece]);
        zlib.Flush();
        int first = (int)packed.Length;
        zlib.Write(new byte[Piece]);
        zlib.Flush();
        byte[] both = packed.ToArray();
        return [.. both[..first], .. Enumerable.Repeat(both[first..], megabytes - 1).SelectMany(piece => piece)];
    }
}
