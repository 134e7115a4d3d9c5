using System.Diagnostics;
using CrackLab.Engine.Serialization;
using CsvHelper;

namespace CrackLab.Prediction;

/// <summary>A CSV file of predictions: one that appears whole or not at all, or one that grows and can be gone on with.</summary>
/// <remarks>Columns: path, label, probability, margin, milliseconds, date_taken, latitude, longitude, altitude, model, error.</remarks>
public sealed class PredictionFile : IDisposable
{
    private static readonly TimeSpan BetweenFlushes = TimeSpan.FromSeconds(1);

    private readonly FileStream _stream;
    private readonly PendingFile? _pending;
    private readonly WrittenPredictions? _written;
    private readonly string? _model;
    private readonly CsvWriter _csv;
    private long _flushed = Stopwatch.GetTimestamp();

    private PredictionFile(FileStream stream, string? model, PendingFile? pending, WrittenPredictions? written)
    {
        (_stream, _model, _pending, _written) = (stream, model, pending, written);
        Path = pending?.Path ?? stream.Name;
        _csv = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        if (written is null or { End: 0 })
        {
            _csv.WriteHeader(PredictionRow.Columns);
        }
    }

    /// <summary>Full path that the file has or will have.</summary>
    public string Path { get; }

    /// <summary>Rows in the file that an earlier run left.</summary>
    public int Earlier => _written?.Earlier ?? 0;

    /// <summary>Begins a file; it appears with <see cref="Commit"/>.</summary>
    /// <param name="path">Where it shall be; missing folders are made, a file there is replaced.</param>
    /// <param name="model">The model's <see cref="ModelFingerprint"/>, if rows shall name it.</param>
    /// <exception cref="IOException">The folder cannot be made or written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static PredictionFile Create(string path, string? model = null)
    {
        PendingFile pending = AtomicFile.Create(path);
        return new PredictionFile(pending.Stream, model, pending, written: null);
    }

    /// <summary>Goes on with a file, or begins one; it grows in place, for one process at a time.</summary>
    /// <param name="path">The file; missing folders are made. A last row that was cut short is removed.</param>
    /// <param name="model">The model's <see cref="ModelFingerprint"/>; rows of another one are refused.</param>
    /// <param name="threshold">The model's threshold, where it has two classes; rows decided by another one are refused.</param>
    /// <exception cref="InvalidDataException">The file holds something else than predictions of this model.</exception>
    /// <exception cref="IOException">Another process appends to it, the folder cannot be made or written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static PredictionFile Append(string path, string? model = null, double? threshold = null)
    {
        FileStream stream = OpenForOne(path);
        try
        {
            WrittenPredictions written = WrittenPredictions.Read(stream, path, model, threshold);
            if (stream.Length > written.End) stream.SetLength(written.End);
            stream.Position = written.End;
            return new PredictionFile(stream, model, pending: null, written);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            stream.Dispose();
            throw WriteFault.Explain(path, e);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Notes a photo that is about to be looked at.</summary>
    /// <param name="path">The photo, as its row will name it.</param>
    /// <returns>Whether it is to be looked at: when appending, only where the file has no row for it and nobody took it before.</returns>
    public bool Take(string path) => _written is null || _written.Paths.Add(path);

    /// <summary>Adds a row.</summary>
    /// <param name="prediction">What a model made of a file, or why it could not look at it.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Add(PredictedImage prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        Write(() => _csv.WriteRecord(PredictionRow.Of(prediction, _model)));
    }

    /// <summary>When appending, hands the rows so far to the system, and once a second to the disk.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Flush()
    {
        if (_pending is not null)
        {
            return;
        }

        bool toDisk = Stopwatch.GetElapsedTime(_flushed) > BetweenFlushes;
        Write(() =>
        {
            _csv.Flush();
            _stream.Flush(toDisk);
        });
        _flushed = toDisk ? Stopwatch.GetTimestamp() : _flushed;
    }

    /// <summary>Brings everything to the disk; a new file gets its name.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file of that name may not be replaced.</exception>
    public void Commit()
    {
        Write(_csv.Dispose);
        if (_pending is not null)
        {
            _pending.Commit();
        }
        else
        {
            Write(() => _stream.Flush(flushToDisk: true));
        }
    }

    /// <summary>Drops a new file where <see cref="Commit"/> was not reached; one that grows keeps its rows.</summary>
    public void Dispose()
    {
        try
        {
            _csv.Dispose();
            if (_pending is null) _stream.Dispose();
        }
        catch (IOException)
        {
            // The last rows of a file that is dropped anyway, or that the next run cuts off: a full disk must not hide the first exception.
        }

        _pending?.Dispose();
    }

    // The lock is the system's: it goes with the process, however that ends.
    private static FileStream OpenForOne(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string full = System.IO.Path.GetFullPath(path);
        try
        {
            if (System.IO.Path.GetDirectoryName(full) is { } folder) Directory.CreateDirectory(folder);
            return new FileStream(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && !WriteFault.IsDiskFull(e) && File.Exists(full))
        {
            throw new IOException(
                $"{path}: expected a file that no other process writes to, received one that is in use. Wait until that process has ended, or choose another file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(path, e);
        }
    }

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (IOException e)
        {
            throw WriteFault.Explain(Path, e);
        }
    }
}
