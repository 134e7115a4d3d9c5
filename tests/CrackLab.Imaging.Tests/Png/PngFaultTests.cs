using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CrackLab.Imaging.Png;

namespace CrackLab.Imaging.Tests.Png;

public sealed class PngFaultTests
{
    private static byte[] Plain => GoldenFiles.Read("png-rgb8.png");

    [Fact]
    public void Decode_ChecksumWrong_IsCorruptAtChunk()
    {
        foreach (string name in new[] { "IHDR", "gAMA", "IDAT", "IEND" })
        {
            int chunk = Plain.IndexOf(Encoding.ASCII.GetBytes(name)) - 4;
            int length = BinaryPrimitives.ReadInt32BigEndian(Plain.AsSpan(chunk));
            int checksum = chunk + 8 + length;
            Faults.Expect(Plain.With(checksum, (byte)(Plain[checksum] ^ 1)), ImageFault.Corrupt, chunk, name);
        }
    }

    [Fact]
    public void Decode_AdlerWrong_IsCorrupt()
    {
        byte[] packed = Pack(new byte[4]);
        packed[^1] ^= 1;
        byte[] file = Build(1, 1, 8, 2, Chunk("IDAT", packed));
        Faults.Expect(file, ImageFault.Corrupt, 41, "zlib");
    }

    [Fact]
    public void Decode_DataThatAsksForADictionary_IsCorrupt()
    {
        byte[] packed = Pack(new byte[4]);
        (packed[0], packed[1]) = (0x78, 0xBB); // the bit for a dictionary, and a check of the two bytes that is right
        Faults.Expect(Build(1, 1, 8, 2, Chunk("IDAT", packed)), ImageFault.Corrupt, 41, "zlib");
    }

    [Fact]
    public void Decode_EndChunkMissing_IsTruncated()
    {
        byte[] cut = Plain[..^12];
        Faults.Expect(cut, ImageFault.Truncated, cut.Length, "IEND");
    }

    [Fact]
    public void Decode_PixelDataMissing_IsCorrupt() =>
        Faults.Expect(Build(1, 1, 8, 2, []), ImageFault.Corrupt, 41, "IDAT");

    [Fact]
    public void Decode_TooFewRows_IsTruncated() =>
        Faults.Expect(Build(1, 3, 8, 2, Chunk("IDAT", Pack(new byte[9]))), ImageFault.Truncated, 41 + Pack(new byte[9]).Length, "row 2");

    [Fact]
    public void Decode_TooMuchData_IsCorrupt() =>
        Faults.Expect(Build(1, 1, 8, 2, Chunk("IDAT", Pack(new byte[5]))), ImageFault.Corrupt, 41, "more");

    [Fact]
    public void Decode_UnknownFilter_IsCorrupt() =>
        Faults.Expect(Build(1, 1, 8, 2, Chunk("IDAT", Pack([5, 0, 0, 0]))), ImageFault.Corrupt, 41, "filter");

    [Fact]
    public void Decode_PaletteMissing_IsCorrupt() =>
        Faults.Expect(Build(1, 1, 8, 3, Chunk("IDAT", Pack([0, 0]))), ImageFault.Corrupt, 41, "PLTE");

    [Fact]
    public void Decode_IndexBeyondPalette_IsCorrupt() => Faults.Expect(
        Build(1, 1, 8, 3, [.. Chunk("PLTE", [1, 2, 3]), .. Chunk("IDAT", Pack([0, 1]))]), ImageFault.Corrupt, 56, "below 1");

    [Fact]
    public void Decode_UnknownCriticalChunk_IsUnsupported() => Faults.Expect(
        Build(1, 1, 8, 2, [.. Chunk("ABCD", [1]), .. Chunk("IDAT", Pack(new byte[4]))]), ImageFault.Unsupported, 41, "ABCD");

    [Fact]
    public void Decode_UnknownOtherChunk_IsIgnored() =>
        Assert.Equal(1, ImageDecoder.Decode(Build(1, 1, 8, 2, [.. Chunk("abCd", [1]), .. Chunk("IDAT", Pack(new byte[4]))])).Width);

    [Fact]
    public void Decode_ScatteredPixelData_IsCorrupt()
    {
        byte[] packed = Pack(new byte[4]);
        byte[] chunks = [.. Chunk("IDAT", packed[..4]), .. Chunk("tEXt", [1]), .. Chunk("IDAT", packed[4..])];
        Faults.Expect(Build(1, 1, 8, 2, chunks), ImageFault.Corrupt, 41 + 4 + 12 + 13, "together");
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(3, 0)]
    [InlineData(4, 2)]
    [InlineData(16, 3)]
    public void Decode_DepthNotOfType_IsCorrupt(int depth, int type) =>
        Faults.Expect(Build(1, 1, depth, type, []), ImageFault.Corrupt, 24, "depth");

    [Fact]
    public void Decode_SignatureDamaged_IsCorrupt() => Faults.Expect(Plain.With(4, 10), ImageFault.Corrupt, 4, "signature");

    [Fact]
    public void Decode_Bomb_IsRefusedBeforeMemoryIsTaken()
    {
        byte[] file = Build(10_000, 10_000, 16, 6, Chunk("IDAT", Pack(new byte[100])));
        Faults.Of(file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(ImageFault.Truncated, Faults.Of(file).Fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    private static byte[] Pack(byte[] raw)
    {
        using MemoryStream packed = new();
        using (ZLibStream stream = new(packed, CompressionLevel.Optimal)) stream.Write(raw);
        return packed.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        byte[] chunk = new byte[typed.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        typed.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(typed.Length + 4), PngChecksum.Compute(typed));
        return chunk;
    }

    /// <summary>A file whose third chunk's content begins at byte 41.</summary>
    private static byte[] Build(int width, int height, int depth, int type, byte[] chunks)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)depth, (byte)type);
        return [.. Plain[..8], .. Chunk("IHDR", header), .. chunks, .. Chunk("IEND", [])];
    }
}
