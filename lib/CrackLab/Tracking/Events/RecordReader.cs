using System.Buffers.Binary;

namespace CrackLab.Tracking.Events;

/// <summary>Goes through the records of a file that may be damaged, and may be growing.</summary>
/// <remarks>
/// A record whose data are damaged is passed over where the one after it begins as it should. Where a length is
/// damaged, every byte is tried as the beginning of the next sound record: its two checksums leave no room for chance.
/// </remarks>
internal sealed class RecordReader(Stream stream, long length, long offset)
{
    private const int LeastWindow = 1 << 9;
    private const int MostWindow = 1 << 16;

    /// <summary>Records so small are read in any case: they cost little, and most are.</summary>
    private const int Small = 1 << 12;

    /// <summary>Bytes of data that searches may yet read to see whether a header is one.</summary>
    /// <remarks>Each record's data are read once, if all that is in the file are records; headers made to overlap would be read as often as there are.</remarks>
    private long _left = 2 * (length - offset);

    private byte[] _window = [];

    /// <summary>Where the next record begins.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>What is wrong at that place, where no sound record follows any more; <see langword="null"/> at a clean end.</summary>
    public EventFileDamage? Tail { get; private set; }

    /// <summary>Gives each sound record with its place.</summary>
    /// <param name="damages">Receives the pieces passed over on the way.</param>
    public IEnumerable<(byte[] Data, long Offset)> Read(List<EventFileDamage> damages)
    {
        while (Offset < length)
        {
            long start = Offset;
            EventFileDamage? damage = TryRead(start, out byte[] data, out long end);
            if (damage is null)
            {
                Offset = end;
                yield return (data, start);
                continue;
            }

            long next = damage.IsCutTail ? -1 : Next(start, end);
            if (next < 0)
            {
                Tail = damage;
                yield break;
            }

            damages.Add(damage);
            Offset = next;
        }
    }

    /// <summary>Where reading can go on behind a damaged record, or -1.</summary>
    private long Next(long offset, long end) =>
        end > 0 && (end == length || TryRead(end, out _, out _) is null or { IsCutTail: true }) ? end : Search(offset + 1);

    /// <summary>The first sound record from a place on, or -1.</summary>
    private long Search(long from)
    {
        int size = LeastWindow;
        for (long start = from; start + RecordFraming.HeaderLength <= length; start += size - RecordFraming.HeaderLength + 1, size = Math.Min(2 * size, MostWindow))
        {
            if (_window.Length < size)
                _window = new byte[size];
            stream.Position = start;
            int count = stream.ReadAtLeast(_window.AsSpan(0, size), (int)Math.Min(size, length - start), throwOnEndOfStream: false);
            for (int i = 0; i + RecordFraming.HeaderLength <= count; i++)
            {
                ReadOnlySpan<byte> header = _window.AsSpan(i);
                if (HasSoundHeader(header) && IsWorthReading(header, start + i) && TryRead(start + i, out _, out _) is null)
                    return start + i;
            }
        }

        return -1;
    }

    private bool IsWorthReading(ReadOnlySpan<byte> header, long offset)
    {
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header);
        if (size > (ulong)Math.Min(Math.Max(_left, Small), length - offset))
            return false;
        _left -= (long)size;
        return true;
    }

    /// <summary>Reads the record at a place; gives what is wrong with it, and its end (0 where even that is not known).</summary>
    private EventFileDamage? TryRead(long offset, out byte[] data, out long end)
    {
        (data, end) = ([], 0);
        if (length - offset < RecordFraming.HeaderLength)
            return new EventFileDamage(offset, IsCutTail: true, "the file ends within a record's header");
        Span<byte> header = stackalloc byte[RecordFraming.HeaderLength];
        stream.Position = offset;
        stream.ReadExactly(header);
        if (!HasSoundHeader(header))
            return new EventFileDamage(offset, IsCutTail: false, "the checksum of a record's length is wrong");
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header);
        long room = length - offset - RecordFraming.HeaderLength - RecordFraming.FooterLength;
        if (room < 0 || size > (ulong)room)
            return new EventFileDamage(offset, IsCutTail: true, "the file ends within a record's data");
        if (size > (ulong)Array.MaxLength)
            return new EventFileDamage(offset, IsCutTail: false, $"a record of {size} bytes is too large");
        data = new byte[size];
        stream.ReadExactly(data);
        Span<byte> footer = stackalloc byte[RecordFraming.FooterLength];
        stream.ReadExactly(footer);
        end = stream.Position;
        return HasCrc(data, footer)
            ? null
            : new EventFileDamage(offset, IsCutTail: false, "the checksum of a record's data is wrong");
    }

    private static bool HasSoundHeader(ReadOnlySpan<byte> header) => HasCrc(header[..sizeof(ulong)], header[sizeof(ulong)..]);

    private static bool HasCrc(ReadOnlySpan<byte> data, ReadOnlySpan<byte> stored) =>
        BinaryPrimitives.ReadUInt32LittleEndian(stored) == RecordFraming.MaskedCrc(data);
}
