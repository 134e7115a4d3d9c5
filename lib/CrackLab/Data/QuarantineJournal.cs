using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrackLab.Engine.Serialization;

namespace CrackLab.Data;

/// <summary>The append-only list of moves in a quarantine folder: JSON lines, each on the disk before its move begins.</summary>
/// <remarks>
/// A line says what is about to be done, not what was done: where the file is tells that. A line cut short by a
/// kill belongs to a move that never began, and is passed over.
/// </remarks>
internal sealed class QuarantineJournal : IDisposable
{
    public const string FileName = "quarantine.jsonl";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly FileStream _stream;

    private QuarantineJournal(FileStream stream, IReadOnlyList<QuarantineEntry> entries)
    {
        _stream = stream;
        Entries = entries;
    }

    /// <summary>The moves begun before the journal was opened, oldest first.</summary>
    public IReadOnlyList<QuarantineEntry> Entries { get; }

    /// <summary>Opens a folder's journal, making it where it is missing.</summary>
    public static QuarantineJournal Open(string folder)
    {
        string path = Path.Combine(folder, FileName);
        FileStream? stream = null;
        try
        {
            bool isNew = !File.Exists(path);
            // Nothing is held back: what a full disk refused would be tried again on closing, and fail without a word of whose fault it is.
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            if (isNew)
            {
                DiskOrder.FlushNames(folder);
            }

            IReadOnlyList<QuarantineEntry> entries = Parse(stream, out bool torn);
            if (torn)
            {
                stream.WriteByte((byte)'\n');
            }

            return new QuarantineJournal(stream, entries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw WriteFault.Explain(path, e);
        }
    }

    /// <summary>Notes a move and returns once the note is on the disk.</summary>
    public void Append(QuarantineEntry entry)
    {
        try
        {
            _stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry, Json) + "\n"));
            _stream.Flush(flushToDisk: true);
        }
        catch (IOException e)
        {
            throw WriteFault.Explain(_stream.Name, e);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static List<QuarantineEntry> Parse(FileStream stream, out bool torn)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        string text = reader.ReadToEnd();
        torn = text.Length > 0 && text[^1] != '\n';
        var entries = new List<QuarantineEntry>();
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                if (JsonSerializer.Deserialize<QuarantineEntry>(line, Json) is { Root: not null, Path: not null, Stored: not null } entry)
                {
                    entries.Add(entry);
                }
            }
            catch (JsonException)
            {
                // Cut short: see the remarks.
            }
        }

        return entries;
    }
}
