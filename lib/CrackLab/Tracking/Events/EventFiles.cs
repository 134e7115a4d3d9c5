using CrackLab.Data;

namespace CrackLab.Tracking.Events;

/// <summary>Finds event files.</summary>
internal static class EventFiles
{
    private const string NamePart = "tfevents";

    /// <summary>The event files in a folder and all folders below it, by path, with the names of their runs.</summary>
    /// <param name="path">A folder, or an event file.</param>
    /// <param name="isOneOfMany">Whether runs are named by the folder as well, to tell them from those of others.</param>
    /// <exception cref="InvalidDataException">There is no such folder or file.</exception>
    public static IEnumerable<(string Run, string File)> Below(string path, bool isOneOfMany = false)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(root))
            return [(Path.GetFileName(Path.GetDirectoryName(root)!), root)];
        if (!Directory.Exists(root))
        {
            throw new InvalidDataException(
                $"Event files: expected a folder or an event file, received '{ShownPath.Of(root)}', which does not exist. Check the name.");
        }

        return Of(root, SearchOption.AllDirectories).Select(file => (Name(root, Path.GetDirectoryName(file)!, isOneOfMany), file));
    }

    /// <summary>The event files in a folder itself, by path; none where there is no folder.</summary>
    public static IEnumerable<string> In(string folder) => Directory.Exists(folder) ? Of(folder, SearchOption.TopDirectoryOnly) : [];

    private static IEnumerable<string> Of(string folder, SearchOption depth) => Directory.EnumerateFiles(folder, "*", depth)
        .Where(file => Path.GetFileName(file).Contains(NamePart, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static string Name(string root, string folder, bool isOneOfMany)
    {
        string below = Path.GetRelativePath(root, folder).Replace('\\', '/');
        string own = Path.GetFileName(root);
        return below == "." ? own : isOneOfMany ? $"{own}/{below}" : below;
    }
}
