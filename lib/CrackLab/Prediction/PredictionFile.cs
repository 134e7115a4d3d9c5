using System.Globalization;
using CrackLab.Engine.Serialization;
using CsvHelper;

namespace CrackLab.Prediction;

/// <summary>A CSV file of predictions (path, label, probability, error) that appears whole or not at all.</summary>
public sealed class PredictionFile : IDisposable
{
    private static readonly string[] Columns = ["path", "label", "probability", "error"];
    private readonly PendingFile _file;
    private readonly CsvWriter _csv;

    private PredictionFile(PendingFile file)
    {
        _file = file;
        _csv = CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
        _csv.WriteHeader(Columns);
    }

    /// <summary>Begins a file; it appears with <see cref="Commit"/>.</summary>
    /// <param name="path">Where it shall be; missing folders are made, a file there is replaced.</param>
    /// <exception cref="IOException">The folder cannot be made or written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static PredictionFile Create(string path) => new(AtomicFile.Create(path));

    /// <summary>Adds a row.</summary>
    /// <param name="prediction">What a model made of a file, or why it could not look at it.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Add(PredictedImage prediction)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        Write(() => _csv.WriteRecord(
        [
            prediction.Path,
            prediction.Label ?? "",
            prediction.Probability?.ToString(CultureInfo.InvariantCulture) ?? "",
            prediction.Error ?? "",
        ]));
    }

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file of that name may not be replaced.</exception>
    public void Commit()
    {
        Write(_csv.Dispose);
        _file.Commit();
    }

    /// <summary>Drops the file where <see cref="Commit"/> was not reached.</summary>
    public void Dispose()
    {
        using (_file)
        {
            try
            {
                _csv.Dispose();
            }
            catch (IOException)
            {
                // The last rows of a file that is dropped anyway: a full disk must not hide the first exception.
            }
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
            throw WriteFault.Explain(_file.Path, e);
        }
    }
}
