using CrackLab.Imaging;

namespace CrackLab.Data.Fetching;

/// <summary>The class folders of a dataset: finds, counts and places them.</summary>
internal sealed class ClassLayout(PublicDataset dataset)
{
    private const string MacResources = "__MACOSX";

    /// <summary>Whether each class folder is there with just the pictures that it should have.</summary>
    public bool IsComplete(string folder) =>
        dataset.Classes.All(one => CountPictures(Path.Combine(folder, one.Key)) == one.Value);

    /// <summary>Throws where something is in the place of what is to be fetched.</summary>
    /// <exception cref="IOException">Something is.</exception>
    public void RefuseTaken(string folder)
    {
        // What keeps the folder from being complete is worth more to tell than what is as it should be.
        string? taken = dataset.Classes.Keys
            .OrderBy(name => CountPictures(Path.Combine(folder, name)) == dataset.Classes[name])
            .Append(LicenceNote.FileName)
            .FirstOrDefault(name => FileMover.Exists(Path.Combine(folder, name)));
        if (taken is not null)
            throw Taken(folder, taken);
    }

    /// <summary>Finds the class folders in an unpacked archive, checks them, and gathers them in a folder of their own.</summary>
    /// <param name="unpacked">Where the archive was unpacked.</param>
    /// <param name="gathered">A new folder, to which the class folders are moved.</param>
    /// <param name="archive">The archive, for people.</param>
    /// <exception cref="InvalidDataException">There are links, no class folders, or other numbers of pictures.</exception>
    public void Gather(string unpacked, string gathered, string archive)
    {
        string parent = Find(unpacked, archive);
        Directory.CreateDirectory(gathered);
        foreach ((string name, int expected) in dataset.Classes)
        {
            string folder = Inner(parent, name)!;
            int received = CountPictures(folder) ?? 0;
            if (received != expected)
            {
                throw new InvalidDataException(
                    $"'{archive}': expected {expected} pictures in {name}, received {received}. Take the archive that {dataset.Page} names.");
            }

            Directory.Move(folder, Path.Combine(gathered, name));
        }
    }

    /// <summary>Moves what is ready into the target.</summary>
    /// <param name="work">Holds what is ready.</param>
    /// <param name="force">Whether what is there gives way.</param>
    /// <exception cref="IOException">Something is in the way, or moving failed.</exception>
    public void Place(WorkFolder work, bool force)
    {
        foreach (string name in dataset.Classes.Keys.Append(LicenceNote.FileName))
        {
            string source = Path.Combine(work.Ready, name);
            string place = Path.Combine(work.Target, name);
            if (!Path.Exists(source))
                continue;
            if (FileMover.Exists(place))
            {
                if (!force)
                    throw Taken(work.Target, name);
                Directory.CreateDirectory(work.Replaced);
                Directory.Move(place, Path.Combine(work.Replaced, name));
            }

            Directory.Move(source, place);
        }
    }

    private IOException Taken(string folder, string name)
    {
        int expected = dataset.Classes.GetValueOrDefault(name);
        string what = expected > 0
            ? $"'{name}' with {CountPictures(Path.Combine(folder, name)) ?? 0} pictures where {expected} belong"
            : $"'{name}'";
        return new IOException(
            $"Fetching into '{folder}': expected nothing in the dataset's place, received {what}. Choose another folder, or replace it by --force.");
    }

    // Files of another format or none in them are no fault: systems leave such in folders that people have opened.
    private static int? CountPictures(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles().Count(file =>
            file.Name[0] != '.' && file.Length > 0 && FileExtensions.FormatOf(file.Name) != ImageFormat.Unknown)
        : null;

    private string Find(string unpacked, string archive)
    {
        List<string> found = [];
        var open = new Stack<string>([unpacked]);
        while (open.TryPop(out string? folder))
        {
            if (dataset.Classes.Keys.All(name => Inner(folder, name) is not null))
                found.Add(folder);
            foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (entry.LinkTarget is not null || entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                {
                    throw new InvalidDataException(
                        $"'{archive}': expected folders and files, received the link '{Path.GetRelativePath(unpacked, entry.FullName)}'. Do not use this archive.");
                }

                if (entry is DirectoryInfo && entry.Name != MacResources)
                    open.Push(entry.FullName);
            }
        }

        return found is [var only] ? only : throw new InvalidDataException(
            $"'{archive}': expected the folders {string.Join(" and ", dataset.Classes.Keys)} once, received them {found.Count} times. Take the archive that {dataset.Page} names.");
    }

    private static string? Inner(string folder, string name) => Directory.EnumerateDirectories(folder)
        .FirstOrDefault(inner => string.Equals(Path.GetFileName(inner), name, StringComparison.OrdinalIgnoreCase));
}
