using CrackLab.Engine.Serialization;

namespace CrackLab.Cli.Verbs;

/// <summary>The folder that a mosaic goes to: filled in a hidden folder inside it, and left as it was unless all was written.</summary>
internal sealed class MosaicFolder : IDisposable
{
    /// <summary>Name of the file that lists the pictures; it comes last.</summary>
    public const string Manifest = "manifest.json";

    private const string WorkName = ".cracklab-mosaic";

    private readonly string _target;
    private readonly bool _isNew;
    private readonly FileStream _lock;

    /// <summary>Makes the folder and takes it; what a killed one has left in it is removed.</summary>
    /// <param name="target">Path of a new or empty folder.</param>
    /// <exception cref="IOException">It cannot be made, or another mosaic is at work in it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public MosaicFolder(string target)
    {
        RefuseTaken(target);
        _target = Path.GetFullPath(target);
        _isNew = !Directory.Exists(_target);
        Work = Path.Combine(_target, WorkName);
        try
        {
            Directory.CreateDirectory(Work);
            _lock = new FileStream(
                Path.Combine(Work, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(Work, e);
        }

        foreach (string leftover in Written())
        {
            File.Delete(leftover);
        }
    }

    /// <summary>Where to write to.</summary>
    public string Work { get; }

    /// <summary>Refuses a path that is no new or empty folder; touches nothing.</summary>
    /// <exception cref="CommandException">It is neither.</exception>
    public static void RefuseTaken(string target)
    {
        if (Path.Exists(target)
            && (!Directory.Exists(target) || Directory.EnumerateFileSystemEntries(target).Any(entry => Path.GetFileName(entry) != WorkName)))
        {
            throw new CommandException($"--out: expected a new or empty folder, received '{target}'. Name another one.");
        }
    }

    /// <summary>Shows what was written.</summary>
    public void Finish()
    {
        foreach (string file in Written().OrderBy(file => Path.GetFileName(file) == Manifest))
        {
            File.Move(file, Path.Combine(_target, Path.GetFileName(file)));
        }
    }

    /// <summary>Drops what was not shown, and the folder where it was made for nothing.</summary>
    public void Dispose()
    {
        try
        {
            _lock.Dispose();
            Directory.Delete(Work, recursive: true);
            if (_isNew && !Directory.EnumerateFileSystemEntries(_target).Any())
            {
                Directory.Delete(_target);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What remains is hidden, and the next mosaic removes it; the first exception must not be lost.
        }
    }

    private string[] Written() => [.. Directory.EnumerateFiles(Work).Where(file => file != _lock.Name)];
}
