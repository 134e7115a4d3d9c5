namespace CrackLab.Data;

/// <summary>A folder of photos in which each subfolder is a class.</summary>
/// <remarks>
/// Counterpart of keras.utils.image_dataset_from_directory, which reads at once what this first lists. Names that
/// begin with a dot are ignored, links to folders inside a class are not followed, and the order is the ordinal one of
/// the relative paths on every system.
/// </remarks>
[TypeFormatterSource]
public sealed class ImageFolder
{
    private ImageFolder(string path, IReadOnlyList<string> classes, IReadOnlyList<ImageFile> files, IReadOnlyList<string> strays)
    {
        Path = path;
        Classes = classes;
        Files = files;
        Strays = strays;
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>Names of the classes; a name's index is its label. Of two classes the positive one is the second.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Every file of every class, in ordinal order of its path.</summary>
    public IReadOnlyList<ImageFile> Files { get; }

    /// <summary>Pictures directly in the folder: they belong to no class and are left out.</summary>
    public IReadOnlyList<string> Strays { get; }

    /// <summary>Lists a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="positive">
    /// Of two classes the positive one; <see langword="null"/> takes "Positive" where there is one, else the
    /// alphabetically last.
    /// </param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="path"/> is a file, or <paramref name="positive"/> is no class of a two-class folder.
    /// </exception>
    /// <exception cref="InvalidDataException">The folder holds no classes or no files, or cannot be read.</exception>
    public static ImageFolder Open(string path, string? positive = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (File.Exists(root))
        {
            throw new ArgumentException(
                $"Image folder '{path}': expected a folder with one subfolder a class, received a file. Name the folder that holds the classes.",
                nameof(path));
        }

        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException(
                $"Image folder '{path}': expected a folder with one subfolder a class, received a path that does not exist. Check the spelling.");
        }

        try
        {
            return List(root, path, positive);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new InvalidDataException(
                $"Image folder '{path}': expected folders that can be listed, received '{e.Message.TrimEnd('.')}'. Change their permissions.",
                e);
        }
    }

    /// <summary>Decodes every file and says what is wrong with which; touches nothing.</summary>
    /// <param name="options">Limits; <see langword="null"/> for the usual ones.</param>
    /// <param name="progress">Told after each file, in rising order.</param>
    /// <param name="cancellationToken">Ends the inspection early.</param>
    /// <exception cref="OperationCanceledException">The inspection was cancelled.</exception>
    public InspectionReport Inspect(
        InspectOptions? options = null,
        IProgress<InspectProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        Apart.Run(stopping => Inspector.Inspect(this, options ?? new InspectOptions(), progress, stopping), cancellationToken);

    /// <summary>Path, and how many files each class has.</summary>
    public override string ToString() =>
        $"{ShownPath.Of(Path)}: {string.Join(", ", Classes.Select((name, label) => $"{Files.Count(file => file.Label == label)} {name}"))}";

    private static ImageFolder List(string root, string path, string? positive)
    {
        string[] folders = [.. Directory.EnumerateDirectories(root).Select(NameOf).Where(IsVisible)];
        string[] loose = [.. Directory.EnumerateFiles(root).Select(NameOf).Where(IsVisible).Order(StringComparer.Ordinal)];
        string[] strays = [.. loose.Where(name => FileExtensions.FormatOf(name) != Imaging.ImageFormat.Unknown)];
        if (folders.Length == 0)
        {
            string received = strays.Length > 0 ? $"{strays.Length} pictures directly in it"
                : loose.Length > 0 ? "no subfolder" : "an empty folder";
            throw new InvalidDataException(
                $"Image folder '{path}': expected one subfolder a class, received {received}. Put the pictures of each class into a subfolder with the name of the class.");
        }

        if (Array.Find(folders, name => PhotoFile.IsUndecodable(System.IO.Path.Combine(root, name))) is { } undecodable)
        {
            throw new InvalidDataException($"Image folder '{path}': expected classes with names in UTF-8, received other bytes in '{undecodable}'. Rename that folder.");
        }

        IReadOnlyList<string> classes = ClassOrder.Sort(folders, positive);
        var files = new List<ImageFile>();
        for (int label = 0; label < classes.Count; label++)
        {
            AddFiles(System.IO.Path.Combine(root, classes[label]), classes[label], label, files);
        }

        if (files.Count == 0)
        {
            throw new InvalidDataException(
                $"Image folder '{path}': expected pictures in its {folders.Length} subfolders, received none. Put the pictures of each class into its subfolder.");
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return new ImageFolder(root, classes, files, strays);
    }

    private static void AddFiles(string folder, string relative, int label, List<ImageFile> files)
    {
        foreach (FolderEntry entry in FolderListing.Of(folder, hidden: true))
        {
            string path = $"{relative}/{entry.Name}";
            string full = System.IO.Path.Combine(folder, entry.Name);
            if (!entry.IsFolder || PhotoFile.IsUndecodable(full))
            {
                // A folder whose name leads nowhere is told of as a file would be, with what is wrong with it.
                files.Add(new ImageFile(path, label));
            }
            else
            {
                AddFiles(full, path, label, files);
            }
        }
    }

    private static string NameOf(string path) => System.IO.Path.GetFileName(path);

    private static bool IsVisible(string name) => !name.StartsWith('.');
}
