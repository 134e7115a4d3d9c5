using CrackLab.Engine.Serialization;

namespace CrackLab.Data.Fetching;

/// <summary>The hidden folder inside the target where everything happens; one fetch at a time has it.</summary>
/// <remarks>It lies inside so that moving out of it is a rename, also where the target is a disk of its own.</remarks>
internal sealed class WorkFolder : IDisposable
{
    /// <summary>Its name; image folders ignore names that begin with a dot.</summary>
    public const string Name = ".cracklab-fetch";

    private readonly FolderLock _lock;

    /// <summary>Makes the folder and takes it.</summary>
    /// <param name="target">Full path of the dataset's folder.</param>
    /// <exception cref="IOException">The folder cannot be made, or another fetch has it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public WorkFolder(string target)
    {
        Target = target;
        Path = System.IO.Path.Combine(target, Name);
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(Path, e);
        }

        _lock = FolderLock.Take(Path, $"Fetching into '{target}'");
        ClearTemporary();
        Remove(Replaced);
    }

    /// <summary>Full path of the dataset's folder.</summary>
    public string Target { get; }

    /// <summary>Full path of this folder.</summary>
    public string Path { get; }

    /// <summary>What is to be moved into the target, whole and checked; there only when it is.</summary>
    public string Ready => Below("ready");

    /// <summary>What is dropped at the end, however that comes.</summary>
    public string Temporary => Below("unpacking");

    /// <summary>What had to give way.</summary>
    public string Replaced => Below("replaced");

    /// <summary>A path in this folder.</summary>
    public string Below(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Drops what an unpacking has left.</summary>
    public void ClearTemporary() => Remove(Temporary);

    /// <summary>Removes what a killed fetch has left in a folder that is complete.</summary>
    public static void RemoveLeftover(string target)
    {
        if (Directory.Exists(System.IO.Path.Combine(target, Name)))
        {
            using var work = new WorkFolder(target);
            work.Finish();
        }
    }

    /// <summary>Drops everything but the lock: the dataset is in place.</summary>
    public void Finish()
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(Path).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo)
                Remove(entry.FullName);
            else if (!FolderLock.IsTrace(entry.Name))
                entry.Delete();
        }
    }

    /// <summary>Drops what is temporary, and the folders where they are empty.</summary>
    public void Dispose()
    {
        try
        {
            ClearTemporary();
            _lock.Dispose();
            if (IsEmpty(Path))
                Directory.Delete(Path);
            if (IsEmpty(Target))
                Directory.Delete(Target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What remains is hidden, and the next fetch removes it; the first exception must not be lost.
        }
    }

    private static bool IsEmpty(string folder) => !Directory.EnumerateFileSystemEntries(folder).Any();

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
