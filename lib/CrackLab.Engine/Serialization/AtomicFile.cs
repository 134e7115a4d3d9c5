namespace CrackLab.Engine.Serialization;

/// <summary>Writes files whole or not at all: to a temporary name beside the target, flushed to disk, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file through a stream.</summary>
    /// <param name="path">The file; one of that name is replaced at the end.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full or the folder cannot be written; the old file, if any, is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
