using System.Text;

namespace CrackLab.Engine.Serialization;

/// <summary>Writes files that are there whole or not at all, whatever happens while they are written.</summary>
/// <remarks>
/// A temporary file beside the target is written, flushed to the disk and renamed over it; then the folder is flushed. Readers
/// see the old file or the new one, never a part, also after a power cut. The temporary name begins with a dot, which image folders ignore.
/// </remarks>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Begins a file; it appears at <paramref name="path"/> with <see cref="PendingFile.Commit"/>.</summary>
    /// <param name="path">Where the file shall be; missing folders are made.</param>
    /// <param name="bytes">Bytes to reserve on the disk at once, 0 for none.</param>
    /// <exception cref="IOException">The folder cannot be made or written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static PendingFile Create(string path, long bytes = 0) => new(path, bytes);

    /// <summary>Refuses a path where no file could be made, before the work whose result shall go there; makes nothing that stays.</summary>
    /// <param name="path">Where the file shall be; missing folders are not made.</param>
    /// <exception cref="IOException">There is a file in a folder's place, or the disk cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static void RequireWritable(string path)
    {
        string full = Path.GetFullPath(path);
        string? folder = Path.GetDirectoryName(full);
        while (folder is not null && !Path.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        if (File.Exists(folder))
        {
            throw new IOException($"Writing '{path}': expected a folder, received the file '{folder}'. Choose another place or name.");
        }

        try
        {
            Create(folder is null ? full : Path.Combine(folder, Path.GetFileName(full))).Dispose();
        }
        catch (Exception e) when (e.InnerException is { } cause)
        {
            // It names a file in a folder that is there; the one that was asked for may lie deeper.
            throw WriteFault.Explain(path, cause);
        }
    }

    /// <summary>Writes text as UTF-8 without a byte-order mark.</summary>
    /// <param name="path">Where the file shall be; missing folders are made, a file there is replaced.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="IOException">The folder cannot be made or written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static void WriteAllText(string path, string text) => WriteAllBytes(path, Utf8.GetBytes(text));

    /// <summary>Writes bytes.</summary>
    /// <param name="path">Where the file shall be; missing folders are made, a file there is replaced.</param>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="IOException">The folder cannot be made or written, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes)
    {
        using PendingFile file = Create(path);
        try
        {
            file.Stream.Write(bytes);
        }
        catch (IOException e)
        {
            throw WriteFault.Explain(path, e);
        }

        file.Commit();
    }
}
