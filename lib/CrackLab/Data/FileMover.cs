using System.Security.Cryptography;
using CrackLab.Engine.Serialization;

namespace CrackLab.Data;

/// <summary>Moves one file so that at every moment at least one whole copy of it exists.</summary>
internal static class FileMover
{
    /// <summary>Whether there is anything of that name, be it a link to nothing.</summary>
    public static bool Exists(string path) => Path.Exists(path) || new FileInfo(path).LinkTarget is not null;

    /// <summary>Moves a file, or a link as such, to a name that is free; makes missing folders.</summary>
    /// <exception cref="IOException">The move failed; the file is where it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The system does not allow it.</exception>
    public static void Move(string source, string target)
    {
        DiskOrder.CreateFolder(Path.GetDirectoryName(target)!);
        if (!Exists(source))
        {
            throw new FileNotFoundException($"Moving '{source}': expected a file, received nothing of that name.", source);
        }

        if (Exists(target))
        {
            throw new IOException($"Moving '{source}': expected a free name, received '{target}', which is taken.");
        }

        try
        {
            // Unlike File.Move it renames or fails: a copy across volumes has to be flushed and verified.
            Directory.Move(source, target);
        }
        catch (IOException) when (Exists(source) && !Exists(target))
        {
            MoveAcross(source, target);
        }
    }

    /// <summary>Whether two files have the same bytes, or two links lead to the same name.</summary>
    public static bool AreSame(string first, string second)
    {
        (FileInfo one, FileInfo other) = (new FileInfo(first), new FileInfo(second));
        return one.LinkTarget is not null || other.LinkTarget is not null
            ? string.Equals(one.LinkTarget, other.LinkTarget, StringComparison.Ordinal)
            : one.Length == other.Length && Hash(first).AsSpan().SequenceEqual(Hash(second));
    }

    /// <summary>Copies, flushes, verifies, and only then removes the original: not before the copy's name is on its disk, too.</summary>
    internal static void MoveAcross(string source, string target)
    {
        var file = new FileInfo(source);
        if (file.LinkTarget is { } link)
        {
            File.CreateSymbolicLink(target, link);
            DiskOrder.FlushNames(Path.GetDirectoryName(target)!);
        }
        else
        {
            Copy(file, target);
        }

        File.Delete(source);
    }

    private static void Copy(FileInfo source, string target)
    {
        using (PendingFile copy = AtomicFile.Create(target, source.Length))
        {
            using (FileStream original = source.OpenRead())
            {
                original.CopyTo(copy.Stream);
            }

            copy.Stream.Flush(flushToDisk: true);
            copy.Stream.Position = 0;
            if (!SHA256.HashData(copy.Stream).AsSpan().SequenceEqual(Hash(source.FullName)))
            {
                throw new IOException($"Moving '{source.FullName}': expected a copy with the same bytes, received others. Check the disk.");
            }

            copy.Commit(overwrite: false);
        }

        File.SetLastWriteTimeUtc(target, source.LastWriteTimeUtc);
    }

    private static byte[] Hash(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return SHA256.HashData(stream);
    }
}
