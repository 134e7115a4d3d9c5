namespace CrackLab.Kernel.Notebooks;

/// <summary>Writes files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the target, flushes to the disk, and renames.</summary>
    /// <param name="path">The file; missing folders are made, a file there is replaced.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <exception cref="IOException">The file cannot be made, or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full)!;

        // The name is no part of this one: both together could be longer than the disk allows.
        string pending = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            using (var stream = new FileStream(pending, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(pending, full, overwrite: true);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            Delete(pending);
            throw DiskFault.Explain(full, e);
        }
    }

    private static void Delete(string pending)
    {
        try
        {
            File.Delete(pending);
        }
        catch (Exception e) when (DiskFault.Is(e))
        {
            // What remains is a dot-file that nothing reads; the first exception must not be lost.
        }
    }
}
