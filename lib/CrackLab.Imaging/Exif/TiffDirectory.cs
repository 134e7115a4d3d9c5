using System.Buffers.Binary;
using System.Text;

namespace CrackLab.Imaging.Exif;

/// <summary>One directory of a TIFF structure, as EXIF uses them: values by tag. Whatever cannot be read is absent.</summary>
/// <remarks>
/// Nothing is followed but the offsets that a caller asks for, so directories that lead in a circle cost nothing; sizes are
/// checked against the bytes that are there before a value is touched.
/// </remarks>
internal readonly ref struct TiffDirectory
{
    private const int EntryLength = 12;
    private const int InlineLength = 4;
    private const int LongestText = 1024;

    private readonly ReadOnlySpan<byte> _tiff;
    private readonly ReadOnlySpan<byte> _entries;
    private readonly bool _little;

    private TiffDirectory(ReadOnlySpan<byte> tiff, bool little, uint offset)
    {
        _tiff = tiff;
        _little = little;
        if (tiff.Length < 2 || offset > tiff.Length - 2)
        {
            return;
        }

        ReadOnlySpan<byte> directory = tiff[(int)offset..];
        int count = Math.Min(Read16(directory), (directory.Length - 2) / EntryLength);
        _entries = directory.Slice(2, count * EntryLength);
    }

    /// <summary>Opens the first directory; an empty one where the bytes are no TIFF structure.</summary>
    /// <param name="exif">Bytes from the byte-order mark (II or MM) on, or from the letters "Exif" before it.</param>
    public static TiffDirectory Open(ReadOnlySpan<byte> exif)
    {
        ReadOnlySpan<byte> tiff = exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;
        bool little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!little && !tiff.StartsWith("MM\0*"u8)))
        {
            return default;
        }

        ReadOnlySpan<byte> start = tiff.Slice(4, 4);
        return new TiffDirectory(
            tiff, little, little ? BinaryPrimitives.ReadUInt32LittleEndian(start) : BinaryPrimitives.ReadUInt32BigEndian(start));
    }

    /// <summary>Opens the directory that a value points to; an empty one where there is none.</summary>
    public TiffDirectory Below(ushort tag) =>
        Find(tag, out TiffType type, out ReadOnlySpan<byte> value) && type is TiffType.Long or TiffType.Directory && value.Length >= 4
            ? new TiffDirectory(_tiff, _little, Read32(value))
            : default;

    /// <summary>A 16-bit number, or <see langword="null"/>.</summary>
    public int? Short(ushort tag) =>
        Find(tag, out TiffType type, out ReadOnlySpan<byte> value) && type == TiffType.Short && value.Length >= 2 ? Read16(value) : null;

    /// <summary>A text without what pads it, or <see langword="null"/> where it is missing, empty or longer than any camera writes.</summary>
    public string? Text(ushort tag)
    {
        if (!Find(tag, out TiffType type, out ReadOnlySpan<byte> value) || type is not (TiffType.Ascii or TiffType.Utf8))
        {
            return null;
        }

        int end = value.IndexOf((byte)0);
        value = (end < 0 ? value : value[..end]).Trim(" \t\r\n"u8);
        return value.Length is 0 or > LongestText ? null : Encoding.UTF8.GetString(value);
    }

    /// <summary>How many numbers a value holds; 0 where there is none.</summary>
    public int Count(ushort tag) => Find(tag, out TiffType type, out ReadOnlySpan<byte> value) ? value.Length / Size(type) : 0;

    /// <summary>A number of any type, or <see langword="null"/> where it is missing or no finite number.</summary>
    /// <param name="tag">The value.</param>
    /// <param name="index">Which number of the value.</param>
    public double? Number(ushort tag, int index = 0)
    {
        if (!Find(tag, out TiffType type, out ReadOnlySpan<byte> value) || index >= value.Length / Size(type))
        {
            return null;
        }

        value = value[(index * Size(type))..];
        double number = type switch
        {
            TiffType.Byte => value[0],
            TiffType.Short => Read16(value),
            TiffType.Long => Read32(value),
            TiffType.Rational => (double)Read32(value) / Read32(value[4..]),
            TiffType.SignedRational => (double)(int)Read32(value) / (int)Read32(value[4..]),
            TiffType.Single => BitConverter.UInt32BitsToSingle(Read32(value)),
            TiffType.Double => _little ? BinaryPrimitives.ReadDoubleLittleEndian(value) : BinaryPrimitives.ReadDoubleBigEndian(value),
            _ => double.NaN,
        };
        return double.IsFinite(number) ? number : null;
    }

    private bool Find(ushort tag, out TiffType type, out ReadOnlySpan<byte> value)
    {
        type = default;
        value = default;
        for (ReadOnlySpan<byte> entry = _entries; !entry.IsEmpty; entry = entry[EntryLength..])
        {
            if (Read16(entry) != tag) continue;
            type = (TiffType)Read16(entry[2..]);
            ulong length = (ulong)Read32(entry[4..]) * (uint)Size(type);
            ReadOnlySpan<byte> inline = entry.Slice(8, InlineLength);
            uint offset = length <= InlineLength ? 0 : Read32(inline);
            ReadOnlySpan<byte> source = length <= InlineLength ? inline : _tiff[(int)Math.Min(offset, (uint)_tiff.Length)..];
            if (length > (ulong)source.Length) return false;
            value = source[..(int)length];
            return true;
        }

        return false;
    }

    private static int Size(TiffType type) => type switch
    {
        TiffType.Short or TiffType.SignedShort => 2,
        TiffType.Long or TiffType.SignedLong or TiffType.Single or TiffType.Directory => 4,
        TiffType.Rational or TiffType.SignedRational or TiffType.Double => 8,
        _ => 1,
    };

    private int Read16(ReadOnlySpan<byte> bytes) =>
        _little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private uint Read32(ReadOnlySpan<byte> bytes) =>
        _little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
