using CrackLab.Engine.Serialization;

namespace CrackLab.Data;

/// <summary>Moves broken files out of a dataset, and back.</summary>
/// <remarks>
/// Every move is noted in the folder's journal (quarantine.jsonl) before it begins, so that a kill between any two steps
/// loses nothing: cleaning again or <see cref="Restore"/> finishes or undoes what was begun.
/// </remarks>
public static class Quarantine
{
    /// <summary>Puts every file of a quarantine folder back where it came from; can be run again.</summary>
    /// <param name="folder">The quarantine folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no journal.</exception>
    /// <exception cref="IOException">The journal cannot be read, or somebody else is at work in the folder.</exception>
    public static RestoreResult Restore(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
        {
            throw new DirectoryNotFoundException(
                $"Quarantine '{folder}': expected a quarantine folder, received a path that is no folder. Check the spelling.");
        }

        if (!File.Exists(Path.Combine(full, QuarantineJournal.FileName)))
        {
            throw new InvalidDataException(
                $"Quarantine '{folder}': expected a folder with {QuarantineJournal.FileName} in it, received one without. Name the folder that files were moved to.");
        }

        using FolderLock held = FolderLock.Take(full, $"Quarantine '{folder}'");
        using QuarantineJournal journal = QuarantineJournal.Open(full);
        RemoveLeftovers(full, journal.Entries);
        var done = new List<string>();
        var refused = new List<string>();
        var missing = new List<QuarantineEntry>();
        var failures = new List<FileFailure>();

        // Newest first: where one path was moved twice, the later file goes back and the earlier one is refused.
        foreach (QuarantineEntry entry in journal.Entries.Reverse().DistinctBy(entry => (entry.Root, entry.Path, entry.Stored)))
        {
            try
            {
                RestoreOne(full, entry, done, refused, missing);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures.Add(new FileFailure(entry.Path, e.Message));
            }
        }

        // What one note does not lead to another may have.
        string[] lost = [.. missing.Where(entry => !FileMover.Exists(Path.Combine(entry.Root, entry.Path))).Select(entry => entry.Path).Distinct(StringComparer.Ordinal)];
        return new RestoreResult(done.Count, refused, lost, failures);
    }

    /// <summary>Moves files of a dataset to a quarantine folder.</summary>
    internal static QuarantineResult Move(string root, IReadOnlyList<FileFinding> files, string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string full = Path.GetFullPath(folder);
        if (File.Exists(full))
        {
            throw new ArgumentException(
                $"Quarantine '{folder}': expected a folder, received a file. Choose another name.", nameof(folder));
        }

        if (RealPath.IsWithin(full, root))
        {
            throw new ArgumentException(
                $"Quarantine '{folder}': expected a folder outside the dataset '{root}', received one inside it, which would become a class. Choose a folder beside the dataset.",
                nameof(folder));
        }

        if (files.Count == 0)
        {
            return new QuarantineResult(full, 0, []);
        }

        using FolderLock held = Enter(full, folder);
        using QuarantineJournal journal = QuarantineJournal.Open(full);
        RemoveLeftovers(full, journal.Entries);
        var failures = new List<FileFailure>();
        foreach (FileFinding file in files)
        {
            try
            {
                MoveOne(root, file, full, journal);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException && !WriteFault.IsDiskFull(e))
            {
                failures.Add(new FileFailure(file.Path, e.Message));
            }
        }

        return new QuarantineResult(full, files.Count - failures.Count, failures);
    }

    private static FolderLock Enter(string full, string folder)
    {
        try
        {
            DiskOrder.CreateFolder(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(folder, e);
        }

        return FolderLock.Take(full, $"Quarantine '{folder}'");
    }

    private static void MoveOne(string root, FileFinding file, string folder, QuarantineJournal journal)
    {
        string source = Path.Combine(root, file.Path);
        if (!FileMover.Exists(source))
        {
            // Before anything is noted: no note may tell of a move that cannot come. Another process may have been quicker.
            if (journal.Entries.Any(entry => entry.Root == root && entry.Path == file.Path && FileMover.Exists(Path.Combine(folder, entry.Stored))))
            {
                return;
            }

            throw new FileNotFoundException($"Moving '{source}': expected a file, received nothing of that name.", source);
        }

        for (int attempt = 1; ; attempt++)
        {
            var entry = new QuarantineEntry(root, file.Path, StoredName(file.Path, attempt), file.Status, file.Reason, DateTime.UtcNow);
            string target = Path.Combine(folder, entry.Stored);
            if (!FileMover.Exists(target))
            {
                journal.Append(entry);
                FileMover.Move(source, target);
                return;
            }

            // The end of a move across volumes that was cut off between copying and removing.
            if (journal.Entries.Any(entry.IsSameMove) && FileMover.AreSame(source, target))
            {
                File.Delete(source);
                return;
            }
        }
    }

    private static void RestoreOne(
        string folder, QuarantineEntry entry, List<string> done, List<string> refused, List<QuarantineEntry> missing)
    {
        if (!Directory.Exists(entry.Root))
        {
            throw new DirectoryNotFoundException(
                $"Restoring '{entry.Path}': expected the dataset folder '{entry.Root}', received nothing of that name. Put the dataset back where it was.");
        }

        string stored = Path.Combine(folder, entry.Stored);
        string original = Path.Combine(entry.Root, entry.Path);
        if (!RealPath.IsNamedWithin(stored, folder) || !RealPath.IsNamedWithin(original, entry.Root))
        {
            refused.Add(entry.Path);
        }
        else if (!FileMover.Exists(stored))
        {
            if (!FileMover.Exists(original))
            {
                missing.Add(entry);
            }
        }
        else if (!FileMover.Exists(original))
        {
            FileMover.Move(stored, original);
            RemoveEmptyFolders(folder, stored);
            done.Add(entry.Path);
        }
        else if (FileMover.AreSame(stored, original))
        {
            File.Delete(stored);
            RemoveEmptyFolders(folder, stored);
            done.Add(entry.Path);
        }
        else
        {
            refused.Add(entry.Path);
        }
    }

    private static string StoredName(string path, int attempt) =>
        attempt == 1 ? path : $"{Path.ChangeExtension(path, null)} ({attempt}){Path.GetExtension(path)}";

    // Halves of files that were being copied when a move across volumes was killed.
    private static void RemoveLeftovers(string folder, IEnumerable<QuarantineEntry> entries)
    {
        IEnumerable<string> folders = entries
            .SelectMany(entry => new[] { Path.Combine(folder, entry.Stored), Path.Combine(entry.Root, entry.Path) })
            .Select(path => Path.GetDirectoryName(path)!)
            .Distinct(StringComparer.Ordinal);
        foreach (string one in folders)
        {
            Leftovers.Remove(one, TimeSpan.Zero);
        }
    }

    private static void RemoveEmptyFolders(string folder, string stored)
    {
        string? parent = Path.GetDirectoryName(stored);
        while (parent is not null && parent.Length > folder.Length && !Directory.EnumerateFileSystemEntries(parent).Any())
        {
            Directory.Delete(parent);
            parent = Path.GetDirectoryName(parent);
        }
    }
}
