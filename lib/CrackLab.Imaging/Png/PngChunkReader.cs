using System.Buffers;
using System.Buffers.Binary;

namespace CrackLab.Imaging.Png;

/// <summary>Walks over a PNG's chunks and verifies each one's checksum.</summary>
internal ref struct PngChunkReader
{
    private static readonly SearchValues<byte> Letters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    private readonly ReadOnlySpan<byte> _file;
    private int _next;

    /// <summary>Checks the signature and stands before the first chunk.</summary>
    public PngChunkReader(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
        int common = file.CommonPrefixLength(signature);
        if (common == file.Length) throw Fault.Truncated(file.Length, "PNG: expected a signature of 8 bytes, received the end of the file");
        if (common < signature.Length) throw Fault.Corrupt(common, $"PNG: expected a whole signature, received 0x{file[common]:X2}");
        _file = file;
        _next = signature.Length;
    }

    /// <summary>The chunk's four letters.</summary>
    public ReadOnlySpan<byte> Type { get; private set; }

    /// <summary>The chunk's content.</summary>
    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Where the content lies in the file.</summary>
    public int Offset { get; private set; }

    /// <summary>Goes to the next chunk.</summary>
    public void Read()
    {
        ReadOnlySpan<byte> rest = _file[_next..];
        if (rest.Length < 8) throw Fault.Truncated(_file.Length, "PNG: expected a chunk up to IEND, received the end of the file");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        ReadOnlySpan<byte> type = rest.Slice(4, 4);
        if (type.ContainsAnyExcept(Letters) || length > int.MaxValue)
        {
            throw Fault.Corrupt(_next, "PNG: expected a chunk of four letters, received other bytes");
        }

        if (length > rest.Length - 12)
        {
            throw Fault.Truncated(
                _file.Length, $"PNG: expected a chunk {Name(type)} of {length} bytes, received the end of the file");
        }

        int size = (int)length;
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + size)..]);
        uint computed = PngChecksum.Compute(rest.Slice(4, 4 + size));
        if (stored != computed)
        {
            throw Fault.Corrupt(_next, $"PNG: expected checksum 0x{stored:X8} of chunk {Name(type)}, received 0x{computed:X8}");
        }

        Type = type;
        Data = rest.Slice(8, size);
        Offset = _next + 8;
        _next += size + 12;
    }

    /// <summary>The chunk's letters as text.</summary>
    public static string Name(ReadOnlySpan<byte> type) => System.Text.Encoding.ASCII.GetString(type);
}
