using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CrackLab.Data;

/// <summary>What a pixel cache file of given contents looks like, byte for byte up to the pixels.</summary>
/// <remarks>
/// magic (8 bytes), version, size, count (int32 each), 0 (int32), length of the file (int64), then count SHA-256 hashes
/// in rising order, zeros up to a multiple of 4096, and count slots of size x size x 3 samples. Little-endian. The version
/// rises whenever the same files would give other pixels.
/// </remarks>
internal sealed class PixelCacheLayout
{
    private const int Version = 1;
    private const int HeaderLength = 32;
    private const int HashLength = 32;
    private const int Alignment = 4096;

    private readonly string[] _hashes;

    public PixelCacheLayout(IEnumerable<string> sha256, int size)
    {
        _hashes = [.. sha256.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        SlotLength = size * size * 3;
        Prefix = new byte[HeaderLength + (_hashes.Length * HashLength)];
        DataOffset = (Prefix.Length + Alignment - 1) / Alignment * Alignment;
        Length = DataOffset + ((long)SlotLength * _hashes.Length);

        "CLPIXELS"u8.CopyTo(Prefix);
        BinaryPrimitives.WriteInt32LittleEndian(Prefix.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(Prefix.AsSpan(12), size);
        BinaryPrimitives.WriteInt32LittleEndian(Prefix.AsSpan(16), _hashes.Length);
        BinaryPrimitives.WriteInt64LittleEndian(Prefix.AsSpan(24), Length);
        for (int slot = 0; slot < _hashes.Length; slot++)
        {
            Convert.FromHexString(_hashes[slot]).CopyTo(Prefix.AsSpan(HeaderLength + (slot * HashLength)));
        }

        FileName = Convert.ToHexStringLower(SHA256.HashData(Prefix).AsSpan(0, 16)) + ".pixels";
    }

    /// <summary>Name of the file: it follows from the contents.</summary>
    public string FileName { get; }

    /// <summary>Header and hashes, with which every whole file of these contents begins.</summary>
    public byte[] Prefix { get; }

    /// <summary>Length of the file in bytes.</summary>
    public long Length { get; }

    /// <summary>Byte at which slot 0 begins.</summary>
    public long DataOffset { get; }

    /// <summary>Bytes of one slot.</summary>
    public int SlotLength { get; }

    /// <summary>How many slots there are.</summary>
    public int Count => _hashes.Length;

    /// <summary>Byte at which a slot begins.</summary>
    public long OffsetOf(int slot) => DataOffset + ((long)slot * SlotLength);

    /// <summary>The slot of a hash, or a negative number.</summary>
    public int SlotOf(string sha256) => Array.BinarySearch(_hashes, sha256, StringComparer.Ordinal);

    /// <summary>Whether a file is a whole cache of these contents.</summary>
    public bool Fits(FileStream file)
    {
        if (file.Length != Length)
        {
            return false;
        }

        var prefix = new byte[Prefix.Length];
        file.ReadExactly(prefix);
        return prefix.AsSpan().SequenceEqual(Prefix);
    }
}
