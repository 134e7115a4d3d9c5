using System.Buffers.Binary;
using CrackLab.Tracking.Protos;
using Google.Protobuf;

namespace CrackLab.Tracking;

/// <summary>Reads the scalars of TensorBoard event files, TensorFlow's own among them.</summary>
public static class EventFileReader
{
    /// <summary>What the first record of every event file says.</summary>
    internal const string Version = "brain.Event:2";

    private const string ScalarPlugin = "scalars";

    /// <summary>Reads a file as far as it is sound.</summary>
    /// <param name="path">Path of the file; it may be growing.</param>
    /// <returns>The scalars, and where the file is damaged if it is.</returns>
    /// <exception cref="InvalidDataException">The file is no event file.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static EventFile Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        long length = stream.Length;
        List<ScalarEvent> scalars = [];
        int records = 0;
        EventFileDamage? damage = null;
        long offset = 0;
        for (; offset < length; records++)
        {
            damage = ReadRecord(stream, length - offset, offset, out byte[] data) ?? ReadEvent(data, offset, scalars);
            if (damage is not null)
                break;
            offset = stream.Position;
        }
        if (records == 0 && damage is { IsCutTail: false })
        {
            throw new InvalidDataException(
                $"{path}: expected a TensorBoard event file, received something else: {damage.Reason} at byte 0. " +
                "Event files are named events.out.tfevents.*.");
        }
        return new EventFile(scalars, records, damage);
    }

    private static EventFileDamage? ReadRecord(FileStream stream, long available, long offset, out byte[] data)
    {
        data = [];
        if (available < RecordFraming.HeaderLength)
            return new EventFileDamage(offset, IsCutTail: true, "the file ends within a record's header");
        Span<byte> header = stackalloc byte[RecordFraming.HeaderLength];
        stream.ReadExactly(header);
        if (!HasCrc(header[..sizeof(ulong)], header[sizeof(ulong)..]))
            return new EventFileDamage(offset, IsCutTail: false, "the checksum of a record's length is wrong");
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(header);
        if (size > (ulong)(available - header.Length) || available - header.Length - (long)size < RecordFraming.FooterLength)
            return new EventFileDamage(offset, IsCutTail: true, "the file ends within a record's data");
        if (size > (ulong)Array.MaxLength)
            return new EventFileDamage(offset, IsCutTail: false, $"a record of {size} bytes is too large");
        data = new byte[size];
        stream.ReadExactly(data);
        Span<byte> footer = stackalloc byte[RecordFraming.FooterLength];
        stream.ReadExactly(footer);
        return HasCrc(data, footer)
            ? null
            : new EventFileDamage(offset, IsCutTail: false, "the checksum of a record's data is wrong");
    }

    private static bool HasCrc(ReadOnlySpan<byte> data, ReadOnlySpan<byte> stored) =>
        BinaryPrimitives.ReadUInt32LittleEndian(stored) == RecordFraming.MaskedCrc(data);

    private static EventFileDamage? ReadEvent(byte[] data, long offset, List<ScalarEvent> scalars)
    {
        EventRecord record;
        try
        {
            record = EventRecord.Parser.ParseFrom(data);
        }
        catch (InvalidProtocolBufferException)
        {
            return new EventFileDamage(offset, IsCutTail: false, "a record holds no event");
        }
        DateTimeOffset time = DateTimeOffset.UnixEpoch.AddSeconds(record.WallTime);
        foreach (SummaryValue value in record.Summary?.Values ?? [])
        {
            if (Scalar(value) is { } number)
                scalars.Add(new ScalarEvent(value.Tag, record.Step, number, time));
        }
        return null;
    }

    private static float? Scalar(SummaryValue value)
    {
        if (value.ValueCase == SummaryValue.ValueOneofCase.SimpleValue)
            return value.SimpleValue;
        bool isScalar = value.ValueCase == SummaryValue.ValueOneofCase.Tensor
            && value.Tensor.Dtype == TensorType.Float
            && value.Tensor.Shape is null or { Dimensions.Count: 0 }
            && value.Metadata?.PluginData?.PluginName is null or "" or ScalarPlugin;
        if (!isScalar)
            return null;
        if (value.Tensor.Content.Length == sizeof(float))
            return BinaryPrimitives.ReadSingleLittleEndian(value.Tensor.Content.Span);
        return value.Tensor.FloatValues.Count == 1 ? value.Tensor.FloatValues[0] : null;
    }
}
