using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CrackLab.Engine.Serialization;

/// <summary>Makes sure that something is on the disk before something else is done, so that a power cut finds them in this order.</summary>
/// <remarks>
/// A flushed file may still lose its name: that stands in its folder, which .NET does not open. Where a system or disk does not
/// offer what is wanted here, as Windows does not for folders, nothing is done: its journal keeps the order of names by itself.
/// </remarks>
public static partial class DiskOrder
{
    private const int ReadOnly = 0;

    /// <summary>Makes a folder with those above it that are missing, and returns once the new ones are on the disk.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <exception cref="IOException">It cannot be made, or this process holds one above it that is gone (<see cref="FolderLock"/>).</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void CreateFolder(string folder)
    {
        string full = Path.GetFullPath(folder);
        var missing = new List<string>();
        for (string? one = full; one is not null && !Directory.Exists(one); one = Path.GetDirectoryName(one))
        {
            missing.Add(one);
        }

        // Where all are there nothing is made: one that goes away just now would come back empty.
        if (missing.Count == 0)
        {
            return;
        }

        if (FolderLock.GoneAbove(full) is { } gone)
        {
            throw new DirectoryNotFoundException($"'{gone}' is gone");
        }

        Directory.CreateDirectory(full);
        foreach (string one in missing)
        {
            FlushNames(Path.GetDirectoryName(one)!);
        }
    }

    /// <summary>Returns once the names in a folder, new ones and those that are gone, are on the disk.</summary>
    /// <param name="folder">Path of the folder.</param>
    public static void FlushNames(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            using SafeFileHandle handle = Open(folder, ReadOnly);
            if (!handle.IsInvalid)
            {
                RandomAccess.FlushToDisk(handle);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DllNotFoundException or EntryPointNotFoundException)
        {
            // Some disks know no flushing of folders.
        }
    }

    /// <summary>Returns once all files below a folder are on the disk, to be called before the folder is given its name.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <exception cref="IOException">A file cannot be flushed.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be opened.</exception>
    /// <remarks>On Linux in one go, which for many small files is some sixty times as fast as one by one.</remarks>
    public static void FlushAll(string folder)
    {
        if (OperatingSystem.IsLinux() && FlushDisk(folder))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            if (new FileInfo(file).LinkTarget is null)
            {
                // Windows flushes only what may be written; elsewhere a file may be read-only.
                using SafeFileHandle handle = File.OpenHandle(file, FileMode.Open, OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read);
                RandomAccess.FlushToDisk(handle);
            }
        }
    }

    private static bool FlushDisk(string folder)
    {
        try
        {
            using SafeFileHandle handle = Open(folder, ReadOnly);
            return !handle.IsInvalid && SyncDisk(handle) == 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "syncfs")]
    private static partial int SyncDisk(SafeFileHandle handle);
}
