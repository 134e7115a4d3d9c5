using System.Collections.Concurrent;

namespace CrackLab.Engine.Serialization;

/// <summary>A file being written under a temporary name; dropped unless committed.</summary>
public sealed class PendingFile : IDisposable
{
    // A process may end while a thread of it writes, as when Ctrl-C cannot wait for that thread.
    private static readonly ConcurrentDictionary<string, bool> Unfinished = new(StringComparer.Ordinal);

    private readonly string _temporary;
    private bool _committed;

    static PendingFile() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (string file in Unfinished.Keys)
        {
            Delete(file);
        }
    };

    internal PendingFile(string path, long bytes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        string folder = System.IO.Path.GetDirectoryName(Path)
            ?? throw new ArgumentException($"Writing '{path}': expected a file name, received the root of a disk. Name a file.", nameof(path));
        _temporary = System.IO.Path.Combine(folder, $".{Guid.NewGuid():N}{TemporaryExtension}");
        try
        {
            DiskOrder.CreateFolder(folder);
            if (Directory.Exists(Path))
            {
                throw new IOException("a folder of that name");
            }

            Unfinished[_temporary] = true;
            Stream = new FileStream(_temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                PreallocationSize = bytes,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Unfinished.TryRemove(_temporary, out _);
            throw WriteFault.Explain(path, e, bytes);
        }
    }

    /// <summary>Full path that the file will have.</summary>
    public string Path { get; }

    /// <summary>What is written so far.</summary>
    public FileStream Stream { get; }

    /// <summary>Ending of every temporary name.</summary>
    public static string TemporaryExtension => ".cracklab-tmp";

    /// <summary>Flushes to the disk and gives the file its name, which is on the disk too when this returns.</summary>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <exception cref="IOException">The disk is full, or the name is taken and may not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The file of that name may not be replaced.</exception>
    public void Commit(bool overwrite = true)
    {
        try
        {
            Stream.Flush(flushToDisk: true);
            Stream.Dispose();
            File.Move(_temporary, Path, overwrite);
            Unfinished.TryRemove(_temporary, out _);
            _committed = true;
            DiskOrder.FlushNames(System.IO.Path.GetDirectoryName(Path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(Path, e);
        }
    }

    /// <summary>Drops the temporary file where <see cref="Commit"/> was not reached.</summary>
    public void Dispose()
    {
        if (_committed)
        {
            return;
        }

        try
        {
            Stream.Dispose();
        }
        catch (IOException)
        {
            // Unwritten bytes of a file that is dropped anyway: a full disk must not hide the first exception.
        }

        Delete(_temporary);
        Unfinished.TryRemove(_temporary, out _);
    }

    private static void Delete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What remains is a dot-file that nothing reads.
        }
    }
}
