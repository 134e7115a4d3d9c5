using System.Globalization;
using System.Text;
using CrackLab.Engine.Serialization;

namespace CrackLab.Tracking;

/// <summary>The folder of one run, and where each of its files lies.</summary>
public sealed class RunFolder
{
    private const int MostOfOneSecond = 10_000;

    private FolderLock? _claim;

    private RunFolder(string path) => Path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>run.json: settings, seed, data and machine.</summary>
    public string RecordFile => File("run.json");

    /// <summary>split.csv: path, label, group, subset, sha256.</summary>
    public string SplitFile => File("split.csv");

    /// <summary>history.csv: one row an epoch.</summary>
    public string HistoryFile => File("history.csv");

    /// <summary>metrics.json: the figures on the test part.</summary>
    public string MetricsFile => File("metrics.json");

    /// <summary>report.html: the run for people.</summary>
    public string ReportFile => File("report.html");

    /// <summary>train/: event files of the training part.</summary>
    public string TrainEvents => File("train");

    /// <summary>validation/: event files of the validation part.</summary>
    public string ValidationEvents => File("validation");

    /// <summary>checkpoints/: models with optimizer state and position.</summary>
    public string Checkpoints => File("checkpoints");

    /// <summary>checkpoints/last.safetensors: the model after the last epoch.</summary>
    public string LastModel => System.IO.Path.Combine(Checkpoints, "last.safetensors");

    /// <summary>checkpoints/best.safetensors: the model of the best epoch.</summary>
    public string BestModel => System.IO.Path.Combine(Checkpoints, "best.safetensors");

    /// <summary>model.safetensors: the best epoch's model with calibrated probabilities and chosen threshold; this is the run's model.</summary>
    public string ModelFile => File("model.safetensors");

    /// <summary>Makes a new run folder, and keeps other processes from beginning a run in it until <see cref="Begin"/>.</summary>
    /// <param name="path">Path that does not exist yet, or an empty folder.</param>
    /// <exception cref="IOException">
    /// There is a file of that name, the folder is not empty, another run is being begun there, or it can't be made.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static RunFolder Create(string path)
    {
        RefuseTaken(path);
        RunFolder folder = new(path);
        try
        {
            Directory.CreateDirectory(folder.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(path, e);
        }
        folder._claim = FolderLock.Take(folder.Path, $"Run '{path}'");
        try
        {
            RefuseTaken(path);
            Directory.CreateDirectory(folder.Checkpoints);
            return folder;
        }
        catch
        {
            folder._claim.Dispose();
            throw;
        }
    }

    /// <summary>Makes a new run folder where a run goes if nobody says otherwise; if the name is taken, with a number behind it.</summary>
    /// <param name="root">Folder that holds runs/.</param>
    /// <param name="name">Name of the run.</param>
    /// <param name="time">Clock, or <see langword="null"/> for the system's.</param>
    /// <exception cref="IOException">It can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    /// <remarks>However many processes do so at the same time, each gets a folder of its own.</remarks>
    public static RunFolder CreateDefault(string root, string name, TimeProvider? time = null)
    {
        string path = DefaultPath(root, name, time);
        for (int number = 1; ; number++)
        {
            string candidate = number == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}-{number}");
            if (System.IO.Path.Exists(candidate))
                continue;
            try
            {
                return Create(candidate);
            }
            catch (IOException) when (Directory.Exists(candidate) && number < MostOfOneSecond)
            {
                // Another process was quicker.
            }
        }
    }

    /// <summary>Writes the record with which the run begins: from then on the folder can be opened.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public void Begin(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        record.Write(RecordFile);
        _claim?.Dispose();
        _claim = null;
    }

    /// <summary>Keeps other processes out of the run until what it gives is disposed of; takes over the claim of <see cref="Create"/>.</summary>
    /// <exception cref="FolderHeldException">Another process is at work on the run.</exception>
    /// <exception cref="IOException">The folder can't be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    internal FolderLock Hold()
    {
        FolderLock held = _claim ?? FolderLock.Take(Path, $"Run '{Path}'");
        _claim = null;
        return held;
    }

    /// <summary>Makes sure that the folder of a run that has begun is still there: written to again it would hold half of a run.</summary>
    /// <exception cref="IOException">It is gone.</exception>
    internal void RequirePresent()
    {
        if (!HasBegun(Path))
        {
            throw new IOException(
                $"Run '{Path}': expected the folder that training began in, received one without run.json; somebody moved or deleted it, or its disk is gone. Bring it back and resume.");
        }
    }

    /// <summary>Refuses a path where no new run can go; touches nothing.</summary>
    /// <param name="path">Path that <see cref="Create"/> shall be given.</param>
    /// <exception cref="IOException">There is a file of that name, or a folder that is not empty.</exception>
    public static void RefuseTaken(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (System.IO.File.Exists(path))
        {
            throw new IOException(
                $"{path}: expected a new folder for the run, received a file. Choose another path.");
        }
        if (Directory.Exists(path) && !IsUnbegun(path))
        {
            throw new IOException(
                $"{path}: expected a new or empty folder for the run, received one with files in it. " +
                "Choose another path, or resume that run.");
        }
    }

    /// <summary>Whether a folder holds a run that can be opened.</summary>
    /// <param name="path">Path of a folder, or of nothing.</param>
    public static bool HasBegun(string path) => System.IO.File.Exists(new RunFolder(path).RecordFile);

    /// <summary>Where the files of a run lie, whether they are there or not.</summary>
    /// <param name="path">Path of the folder.</param>
    internal static RunFolder At(string path) => new(path);

    /// <summary>Opens the folder of an earlier run.</summary>
    /// <param name="path">Path of the folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder holds no run.json.</exception>
    public static RunFolder Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException(
                $"{path}: expected the folder of a run, received no folder. Train first, or mend the path.");
        }
        RunFolder folder = new(path);
        if (!System.IO.File.Exists(folder.RecordFile))
        {
            throw new InvalidDataException(
                $"{path}: expected the folder of a run, received one without run.json. " +
                "Give the folder that training wrote.");
        }
        return folder;
    }

    /// <summary>Where a run goes if nobody says otherwise: runs/&lt;utc&gt;-&lt;name&gt;.</summary>
    /// <param name="root">Folder that holds runs/.</param>
    /// <param name="name">Name of the run; characters that file systems dislike become dashes.</param>
    /// <param name="time">Clock, or <see langword="null"/> for the system's.</param>
    public static string DefaultPath(string root, string name, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        StringBuilder safe = new(name.Length);
        foreach (char letter in name)
            safe.Append(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-');
        DateTime now = (time ?? TimeProvider.System).GetUtcNow().UtcDateTime;
        string stamp = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        return System.IO.Path.Combine(root, "runs", $"{stamp}-{safe}");
    }

    /// <summary>Whether a folder is empty, or holds only what a run leaves that was killed before it wrote run.json.</summary>
    private static bool IsUnbegun(string path)
    {
        RunFolder folder = new(path);
        return Directory.EnumerateFileSystemEntries(folder.Path).All(entry =>
            entry == folder.SplitFile
            || System.IO.Path.GetExtension(entry) == PendingFile.TemporaryExtension
            || FolderLock.IsTrace(entry)
            || (entry == folder.Checkpoints && Directory.Exists(entry) && !Directory.EnumerateFileSystemEntries(entry).Any()))
            && !HasBegun(path);
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
