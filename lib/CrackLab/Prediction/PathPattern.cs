using System.IO.Enumeration;

namespace CrackLab.Prediction;

/// <summary>A path with * (any letters of one name), ? (one letter) and ** (any folders), for shells that leave it as it is.</summary>
internal sealed class PathPattern
{
    private const string AnyFolders = "**";
    private static readonly bool IgnoreCase = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    private readonly string _folder;
    private readonly string[] _segments;
    private readonly bool _isDeep;
    private readonly bool _takesImagesAlone;

    /// <summary>Reads a pattern.</summary>
    public PathPattern(string pattern)
    {
        string root = Path.GetPathRoot(pattern) ?? "";
        string[] segments = pattern[root.Length..].Split(
            [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        int literal = segments.TakeWhile(segment => !HasWildcard(segment)).Count();
        _folder = Path.Join(root, Path.Join(segments[..literal]));
        _segments = segments[literal..];
        _isDeep = _segments.Contains(AnyFolders, StringComparer.Ordinal);
        _takesImagesAlone = !_segments[^1].Contains('.', StringComparison.Ordinal);
    }

    /// <summary>Whether a path is a pattern.</summary>
    public static bool IsPattern(string path) => HasWildcard(path.AsSpan((Path.GetPathRoot(path) ?? "").Length));

    /// <summary>
    /// The files that match; where the last part names no extension, those that are named like images. A folder that matches
    /// stands for the images below it, unless ** reaches them anyway.
    /// </summary>
    public IEnumerable<string> Files() =>
        Directory.Exists(_folder.Length == 0 ? "." : _folder) ? Below(_folder, Reach([0])) : [];

    // Which parts of the pattern may come next is a set, as ** may or may not have ended; so each file is met once.
    private IEnumerable<string> Below(string folder, HashSet<int> next) =>
        FolderListing.Of(folder.Length == 0 ? "." : folder).SelectMany(entry =>
        {
            HashSet<int> after = After(next, entry.Name);
            bool matches = after.Contains(_segments.Length);
            string path = Path.Join(folder, entry.Name);
            if (!entry.IsFolder)
            {
                return matches && (!_takesImagesAlone || ImagePaths.IsNamedLikeImage(entry.Name)) ? [path] : Enumerable.Empty<string>();
            }

            return matches && !_isDeep ? ImagePaths.InFolder(path)
                : after.Any(part => part < _segments.Length) ? Below(path, after)
                : [];
        });

    private HashSet<int> After(HashSet<int> parts, string name) => Reach(parts.Where(part => part < _segments.Length).SelectMany(part =>
        _segments[part] == AnyFolders ? [part]
        : FileSystemName.MatchesSimpleExpression(_segments[part], name, IgnoreCase) ? [part + 1]
        : Enumerable.Empty<int>()));

    private HashSet<int> Reach(IEnumerable<int> parts)
    {
        var all = new HashSet<int>();
        foreach (int part in parts)
        {
            for (int next = part; all.Add(next) && next < _segments.Length && _segments[next] == AnyFolders; next++)
            {
                // ** may stand for no folder at all.
            }
        }

        return all;
    }

    private static bool HasWildcard(ReadOnlySpan<char> text) => text.IndexOfAny('*', '?') >= 0;
}
