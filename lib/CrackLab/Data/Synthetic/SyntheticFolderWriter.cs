using System.Runtime.ExceptionServices;
using System.Text.Json;
using CrackLab.Engine.Serialization;

namespace CrackLab.Data.Synthetic;

/// <summary>Writes a synthetic folder whole or not at all: under a temporary name beside it, renamed last.</summary>
internal sealed class SyntheticFolderWriter(SyntheticFolderOptions options)
{
    /// <summary>Name of the table of photo groups.</summary>
    public const string GroupsFile = "groups.csv";

    private const string ManifestFile = "manifest.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Writes the folder.</summary>
    /// <param name="folder">A new or empty folder.</param>
    /// <param name="progress">Told how many healthy pictures are done.</param>
    /// <param name="cancellation">Stops; nothing is left behind.</param>
    public SyntheticManifest Write(string folder, IProgress<int>? progress, CancellationToken cancellation)
    {
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RefuseUnlessEmpty(target);
        using FolderLock held = Enter(target, folder);
        string partial = FolderLock.HiddenBeside(target) + "-partial";
        try
        {
            Remove(partial);
            Directory.CreateDirectory(Path.Combine(partial, "Positive"));
            Directory.CreateDirectory(Path.Combine(partial, "Negative"));
            SyntheticManifest manifest = Fill(partial, progress, cancellation);
            File.WriteAllText(Path.Combine(partial, ManifestFile), JsonSerializer.Serialize(manifest, Json) + "\n");
            cancellation.ThrowIfCancellationRequested();
            DiskOrder.FlushAll(partial);
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(partial, target);
            DiskOrder.FlushNames(Path.GetDirectoryName(target)!);
            return manifest;
        }
        catch (Exception e) when (WriteFault.IsDiskFull(e) || e is UnauthorizedAccessException)
        {
            Remove(partial);
            throw WriteFault.Explain(target, e);
        }
        catch
        {
            Remove(partial);
            RefuseUnlessEmpty(target);
            throw;
        }
    }

    private static FolderLock Enter(string target, string shown)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFault.Explain(target, e);
        }

        return FolderLock.TakePlace(target, $"Synthetic concrete in '{shown}'");
    }

    /// <summary>Finds the folder as these options would write it, or gives <see langword="null"/>.</summary>
    /// <param name="folder">The folder; as it appears whole, its manifest says that it is.</param>
    public SyntheticManifest? Find(string folder)
    {
        string path = Path.Combine(folder, ManifestFile);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            SyntheticManifest? found = JsonSerializer.Deserialize<SyntheticManifest>(File.ReadAllText(path), Json);
            return found is not null && found.Count == options.Count && found.Size == options.Size && found.Seed == options.Seed
                && (found.Broken?.Count > 0) == options.Broken && File.Exists(Path.Combine(folder, GroupsFile)) == (options.CropsPerWall > 1)
                ? found
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Remove(string partial)
    {
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }
    }

    private static void RefuseUnlessEmpty(string target)
    {
        if (File.Exists(target))
        {
            throw new IOException(
                $"SyntheticConcrete: expected a new or empty folder, received the file '{target}'. Name another folder.");
        }

        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).FirstOrDefault() is string entry)
        {
            throw new IOException(
                $"SyntheticConcrete: expected a new or empty folder, received '{target}', which holds "
                + $"'{Path.GetFileName(entry)}'. Name another folder, or empty this one first.");
        }
    }

    private SyntheticManifest Fill(string partial, IProgress<int>? progress, CancellationToken cancellation)
    {
        int positive = (int)Math.Floor((options.Count * options.PositiveFraction) + 0.5);
        var paths = new string[options.Count];
        int done = 0;
        try
        {
            var parallel = new ParallelOptions
            {
                CancellationToken = cancellation,
                MaxDegreeOfParallelism = Environment.ProcessorCount,
            };
            Parallel.For(0, options.Count, parallel, i =>
            {
                bool crack = i < positive;
                SyntheticFile file = SyntheticFile.Make(crack, crack ? i + 1 : i - positive + 1, options, cancellation);
                File.WriteAllBytes(Path.Combine(partial, file.Path), file.Bytes);
                paths[i] = file.Path;
                progress?.Report(Interlocked.Increment(ref done));
            });
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        WriteGroups(partial, paths, positive);
        return new SyntheticManifest(
            options.Count, positive, options.Count - positive, options.Size, options.Seed,
            options.Broken ? WriteBroken(partial, cancellation) : [],
            options.Broken ? WriteCopies(partial, paths) : []);
    }

    private void WriteGroups(string partial, string[] paths, int positive)
    {
        if (options.CropsPerWall == 1)
        {
            return;
        }

        IEnumerable<string> rows = paths.Select((path, i) =>
            $"{path},{(i < positive ? "cracked" : "plain")}-{SyntheticFile.Wall(i < positive ? i + 1 : i - positive + 1, options)}\n");
        File.WriteAllText(Path.Combine(partial, GroupsFile), "path,photo_group\n" + string.Concat(rows));
    }

    private List<SyntheticBrokenFile> WriteBroken(string partial, CancellationToken cancellation)
    {
        var broken = new List<SyntheticBrokenFile>();
        foreach ((SyntheticBrokenFile file, byte[] bytes) in BrokenFiles.Make(options, cancellation))
        {
            File.WriteAllBytes(Path.Combine(partial, file.Path), bytes);
            broken.Add(file);
        }

        var link = new SyntheticBrokenFile("Negative/broken-link.jpg", "Unreadable");
        if (options.DanglingLink && TryLink(Path.Combine(partial, link.Path)))
        {
            broken.Add(link);
        }

        return broken;
    }

    private static bool TryLink(string path)
    {
        try
        {
            File.CreateSymbolicLink(path, "photo-that-is-gone.jpg");
            return true;
        }
        catch (Exception error)
            when (error is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    // The first and the last picture, and the one between: copies in both classes where there are both.
    private static List<SyntheticCopy> WriteCopies(string partial, string[] paths)
    {
        var copies = new List<SyntheticCopy>();
        string[] chosen = [paths[0], paths[paths.Length / 2], paths[^1]];
        foreach (string original in chosen.Distinct(StringComparer.Ordinal))
        {
            string copy = $"{Path.GetDirectoryName(original)}/copy-of-{Path.GetFileName(original)}";
            File.Copy(Path.Combine(partial, original), Path.Combine(partial, copy));
            copies.Add(new SyntheticCopy(copy, original));
        }

        return copies;
    }
}
