using System.Buffers.Binary;
using System.IO.Compression;
using CrackLab.Fuzzing.Running;
using CrackLab.Imaging.Png;

namespace CrackLab.Fuzzing.Mutators;

/// <summary>Changes that know chunks, their checksums and the packed pixels of a PNG.</summary>
internal static class PngMutations
{
    private const int SignatureLength = 8;
    private const int Overhead = 12;
    private const int MostPixels = 1 << 20;

    private static readonly byte[] Ends = "IEND"u8.ToArray();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        ChangeHeader, ChangeHeader, ChangeChunk, ChangeChunk, ChangeChunk, ChangeChunks, ChangePixels, ChangePixels, Repack, SplitData, InsertChunk,
        LieAboutLength, ChangeZlib, MendChecksums,
    ];

    /// <summary>Gives every chunk the checksum that fits it.</summary>
    public static byte[] MendChecksums(byte[] file, FuzzRandom random) => Join(file, Split(file));

    private static List<(byte[] Type, byte[] Data)> Split(byte[] file)
    {
        List<(byte[], byte[])> chunks = [];
        for (int at = SignatureLength; at + Overhead <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            int end = (int)Math.Min(at + 8 + (long)length, file.Length - 4);
            chunks.Add((file[(at + 4)..(at + 8)], file[(at + 8)..end]));
            at = end + 4;
        }

        return chunks;
    }

    private static byte[] Join(byte[] file, List<(byte[] Type, byte[] Data)> chunks) =>
        [.. file[..Math.Min(file.Length, SignatureLength)], .. chunks.SelectMany(chunk => Chunk(chunk.Type, chunk.Data))];

    private static byte[] Chunk(byte[] type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), PngChecksum.Compute(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static byte[] ChangeHeader(byte[] file, FuzzRandom random)
    {
        List<(byte[] Type, byte[] Data)> chunks = Split(file);
        if (chunks.Count == 0 || chunks[0].Data.Length < 13) return file;
        byte[] header = [.. chunks[0].Data];
        switch (random.Below(5))
        {
            case 0:
                BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(random.Of(0, 4)), random.OneIn(3) ? (int)random.Of(ByteMutations.Edges) : random.Between(0, 300));
                break;
            case 1:
                header[8] = random.Of<byte>(0, 1, 2, 3, 4, 8, 16, 32);
                break;
            case 2:
                header[9] = random.Of<byte>(0, 1, 2, 3, 4, 5, 6, 7);
                break;
            case 3:
                header[12] = random.Of<byte>(0, 1, 2);
                break;
            default:
                header[random.Between(8, 12)] = (byte)random.Small(256);
                break;
        }

        chunks[0] = (chunks[0].Type, header);
        return Join(file, chunks);
    }

    private static byte[] ChangeChunk(byte[] file, FuzzRandom random)
    {
        List<(byte[] Type, byte[] Data)> chunks = Split(file);
        if (chunks.Count == 0) return file;
        int place = random.Below(chunks.Count);
        chunks[place] = random.OneIn(4)
            ? (ByteMutations.Any(chunks[place].Type, random) is { Length: 4 } type ? type : chunks[place].Type, chunks[place].Data)
            : (chunks[place].Type, ByteMutations.Any(chunks[place].Data, random));
        return Join(file, chunks);
    }

    private static byte[] ChangeChunks(byte[] file, FuzzRandom random)
    {
        List<(byte[] Type, byte[] Data)> chunks = Split(file);
        if (chunks.Count == 0) return file;
        int from = random.Below(chunks.Count), to = random.Below(chunks.Count);
        (byte[], byte[]) moved = chunks[from];
        if (random.OneIn(2)) chunks.RemoveAt(from);
        if (random.OneIn(2)) chunks.Insert(Math.Min(to, chunks.Count), moved);
        return Join(file, chunks);
    }

    private static byte[] InsertChunk(byte[] file, FuzzRandom random)
    {
        List<(byte[] Type, byte[] Data)> chunks = Split(file);
        byte[] type = random.Below(6) switch
        {
            0 => "PLTE"u8.ToArray(),
            1 => "tRNS"u8.ToArray(),
            2 => "eXIf"u8.ToArray(),
            3 => "IDAT"u8.ToArray(),
            4 => "gAMA"u8.ToArray(),
            _ => Ends,
        };
        chunks.Insert(random.Below(chunks.Count + 1), (type, random.Bytes(random.OneIn(3) ? 3 * random.Below(257) : random.Small(300))));
        return Join(file, chunks);
    }

    /// <summary>Changes the rows as they are before packing: filters, samples, too few or too many of them.</summary>
    private static byte[] ChangePixels(byte[] file, FuzzRandom random) => Pack(file, random, rows => ByteMutations.Any(rows, random));

    private static byte[] Repack(byte[] file, FuzzRandom random) => Pack(file, random, rows => rows);

    private static byte[] Pack(byte[] file, FuzzRandom random, Func<byte[], byte[]> change)
    {
        List<(byte[] Type, byte[] Data)> chunks = Split(file);
        int first = chunks.FindIndex(IsData);
        if (first < 0 || Unpack([.. chunks.Where(IsData).SelectMany(chunk => chunk.Data)]) is not { } rows) return file;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, random.Of(CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.SmallestSize), leaveOpen: true))
        {
            zlib.Write(change(rows));
        }

        chunks.RemoveAll(IsData);
        chunks.Insert(first, ("IDAT"u8.ToArray(), packed.ToArray()));
        return Join(file, chunks);
    }

    private static byte[]? Unpack(byte[] packed)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            byte[] rows = new byte[MostPixels];
            return rows[..zlib.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static byte[] SplitData(byte[] file, FuzzRandom random)
    {
        List<(byte[] Type, byte[] Data)> chunks = Split(file);
        int place = chunks.FindIndex(IsData);
        if (place < 0) return file;
        int at = random.Below(chunks[place].Data.Length + 1);
        (byte[] type, byte[] data) = chunks[place];
        chunks[place] = (type, data[..at]);
        chunks.Insert(place + 1, (type, data[at..]));
        return Join(file, chunks);
    }

    /// <summary>The two bytes before packed data: window, dictionary, level; with or without their check.</summary>
    private static byte[] ChangeZlib(byte[] file, FuzzRandom random)
    {
        List<(byte[] Type, byte[] Data)> chunks = Split(file);
        int place = chunks.FindIndex(IsData);
        if (place < 0 || chunks[place].Data.Length < 2) return file;
        byte[] data = [.. chunks[place].Data];
        int head = random.Below(16) << 12 | random.Of(8, 8, 8, 7, 15) << 8 | random.Below(8) << 5;
        head += random.OneIn(4) ? random.Below(32) : 31 - (head % 31);
        (data[0], data[1]) = ((byte)(head >> 8), (byte)head);
        chunks[place] = (chunks[place].Type, data);
        return Join(file, chunks);
    }

    private static byte[] LieAboutLength(byte[] file, FuzzRandom random)
    {
        byte[] output = [.. file];
        int at = SignatureLength;
        for (int i = random.Below(4); i > 0 && at + Overhead < output.Length; i--)
        {
            long next = at + Overhead + (long)BinaryPrimitives.ReadUInt32BigEndian(output.AsSpan(at));
            if (next + Overhead > output.Length) break;
            at = (int)next;
        }

        if (at + 4 <= output.Length) BinaryPrimitives.WriteInt32BigEndian(output.AsSpan(at), (int)random.Of(ByteMutations.Edges));
        return output;
    }

    private static bool IsData((byte[] Type, byte[] Data) chunk) => chunk.Type.AsSpan().SequenceEqual("IDAT"u8);
}
