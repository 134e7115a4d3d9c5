using System.IO.Enumeration;

namespace CrackLab.Prediction;

/// <summary>Turns what a user names (files and folders) into image files.</summary>
public static class ImagePaths
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib",

        // Not decoded, but reported rather than passed over.
        ".gif", ".webp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".jp2", ".jxl",
    };

    /// <summary>The files themselves, and of folders all files below that are named like images.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <returns>Files in ordinal order within each folder; hidden ones and linked folders left out.</returns>
    /// <exception cref="FileNotFoundException">A path is neither file nor folder.</exception>
    public static IEnumerable<string> Expand(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return paths.SelectMany(path => Directory.Exists(path) ? InFolder(path)
            : File.Exists(path) ? [path]
            : throw new FileNotFoundException($"{path}: expected a file or folder, found nothing. Check the name.", path));
    }

    // Linked photos count, linked folders do not: a link can lead round in a circle.
    private static IEnumerable<string> InFolder(string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden };
        var files = new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToSpecifiedFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && !entry.FileName.StartsWith('.'),
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || entry.ToFileSystemInfo().LinkTarget is null,
        };
        return files.Where(file => Extensions.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal);
    }
}
