namespace CrackLab.Prediction;

/// <summary>Turns what a user names (files, folders and patterns) into image files.</summary>
public static class ImagePaths
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib",

        // Not decoded, but reported rather than passed over.
        ".gif", ".webp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".jp2", ".jxl",
    };

    /// <summary>The files themselves, of folders all files below that are named like images, and what patterns match.</summary>
    /// <param name="paths">
    /// Files, folders, and patterns, in which * stands for any letters of one name, ? for one, and ** for any folders. A file or
    /// folder of just that name comes before a pattern.
    /// </param>
    /// <returns>
    /// Files in ordinal order within each folder; hidden ones and linked folders left out. Found while they are asked for: no more
    /// names are held than those of the folders on the way.
    /// </returns>
    /// <exception cref="FileNotFoundException">A path is neither file nor folder, or a pattern matches nothing.</exception>
    public static IEnumerable<string> Expand(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        IEnumerable<string>[] parts = [.. paths.Select(Named)];
        return parts.SelectMany(part => part);
    }

    /// <summary>Whether a path has * or ? in it, which stand for letters where no file has just that name.</summary>
    /// <param name="path">A path.</param>
    public static bool IsPattern(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return PathPattern.IsPattern(path);
    }

    /// <summary>Whether a file is named like an image.</summary>
    internal static bool IsNamedLikeImage(string file) => Extensions.Contains(Path.GetExtension(file));

    /// <summary>The files below a folder that are named like images.</summary>
    internal static IEnumerable<string> InFolder(string folder) => FolderListing.Of(folder).SelectMany(entry =>
    {
        string path = Path.Join(folder, entry.Name);
        return entry.IsFolder ? InFolder(path) : IsNamedLikeImage(entry.Name) ? [path] : Enumerable.Empty<string>();
    });

    private static IEnumerable<string> Named(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (Directory.Exists(path))
        {
            return InFolder(path);
        }

        if (!IsPattern(path))
        {
            throw new FileNotFoundException($"{path}: expected a file or folder, found nothing. Check the name.", path);
        }

        IEnumerable<string> matches = new PathPattern(path).Files();
        return matches.Any()
            ? matches
            : throw new FileNotFoundException($"{path}: expected a pattern that matches photos, found none that it matches. Check the pattern.", path);
    }
}
