using System.Text.Json;
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
    private readonly FolderLock _lock;

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
            DiskOrder.CreateFolder(_target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(target, e);
        }

        _lock = FolderLock.Take(_target, $"Mosaic in '{target}'");
        try
        {
            RefuseTaken(target);
            Array.ForEach([.. Placed(_target).Select(name => Path.Combine(_target, name))], File.Delete);
            if (Directory.Exists(Work))
            {
                Directory.Delete(Work, recursive: true);
            }

            Directory.CreateDirectory(Work);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Where to write to.</summary>
    public string Work { get; }

    /// <summary>Refuses a path that is no new or empty folder; touches nothing.</summary>
    /// <exception cref="CommandException">It is neither.</exception>
    public static void RefuseTaken(string target)
    {
        if (Path.Exists(target)
            && (!Directory.Exists(target)
                || Directory.EnumerateFileSystemEntries(target).Select(entry => Path.GetFileName(entry)).Except(Placed(target), StringComparer.Ordinal)
                    .Any(name => name != WorkName && !FolderLock.IsTrace(name))))
        {
            throw new CommandException($"--out: expected a new or empty folder, received '{target}'. Name another one.");
        }
    }

    /// <summary>Shows what was written.</summary>
    public void Finish()
    {
        string manifest = Path.Combine(Work, Manifest);
        foreach (string file in Directory.EnumerateFiles(Work).Where(file => file != manifest).ToArray())
        {
            File.Move(file, Path.Combine(_target, Path.GetFileName(file)));
        }

        File.Move(manifest, Path.Combine(_target, Manifest));
        DiskOrder.FlushNames(_target);
    }

    /// <summary>Drops what was not shown, and the folder where it was made for nothing.</summary>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Work, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What remains is hidden, and the next mosaic removes it; the first exception must not be lost.
        }

        _lock.Dispose();
        try
        {
            if (_isNew && !Directory.EnumerateFileSystemEntries(_target).Any())
            {
                Directory.Delete(_target);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An empty folder that stays is in nobody's way.
        }
    }

    /// <summary>Names of the pictures that a mosaic was showing when it was killed: its manifest, still hidden, lists them.</summary>
    private static HashSet<string> Placed(string target)
    {
        try
        {
            using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(target, WorkName, Manifest)));
            return [.. manifest.RootElement.GetProperty("photographs").EnumerateArray().Select(photo => Path.GetFileName(photo.GetProperty("file").GetString()!))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }
}
