using Google.Protobuf;

namespace CrackLab.Tracking.Events;

/// <summary>A place in an event file, from which reading goes on as the file grows.</summary>
internal sealed class EventFileCursor(string path)
{
    private readonly SummaryDecoder _decoder = new();
    private readonly List<EventFileDamage> _damages = [];
    private long _offset;
    private long _length;

    /// <summary>Sound records read so far.</summary>
    public int Records { get; private set; }

    /// <summary>Pieces passed over so far.</summary>
    public IReadOnlyList<EventFileDamage> Damages => _damages;

    /// <summary>What is wrong with the file's end: it may be mended by what is written next.</summary>
    public EventFileDamage? Tail { get; private set; }

    /// <summary>Reads what has come since the last time.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public IReadOnlyList<SummaryEvent> ReadNew()
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length <= _length)
            return [];
        _length = stream.Length;
        List<SummaryEvent> events = [];
        var reader = new RecordReader(stream, _length, _offset);
        foreach ((byte[] data, long offset) in reader.Read(_damages))
        {
            if (Decode(data, offset, events) is { } damage)
                _damages.Add(damage);
            else
                Records++;
        }

        _offset = reader.Offset;
        Tail = reader.Tail;
        return events;
    }

    private EventFileDamage? Decode(byte[] data, long offset, List<SummaryEvent> events)
    {
        try
        {
            events.AddRange(_decoder.Decode(data));
            return null;
        }
        catch (InvalidProtocolBufferException)
        {
            return new EventFileDamage(offset, IsCutTail: false, "a record holds no event");
        }
        catch (InvalidDataException error)
        {
            return new EventFileDamage(offset, IsCutTail: false, error.Message);
        }
    }
}
