namespace CrackLab.Kernel.Notebooks;

/// <summary>Writes files that are there whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the target, flushes to the disk, and renames.</summary>
    /// <param name="path">The file; missing folders are made, a file there is replaced.</param>
    /// <param name="bytes">What it shall hold.</param>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        string pending = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(pending, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(pending, full, overwrite: true);
        }
        finally
        {
            File.Delete(pending);
        }
    }
}
