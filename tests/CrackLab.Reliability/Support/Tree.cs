using System.Security.Cryptography;

namespace CrackLab.Reliability.Support;

/// <summary>Folders as wholes: copied, compared, listed.</summary>
internal static class Tree
{
    /// <summary>Paths below a folder with '/', and what is behind each: a hash of a file, the target of a link.</summary>
    /// <param name="folder">The folder; one that is not there is empty.</param>
    /// <param name="hidden">Whether files whose names begin with a dot count.</param>
    public static SortedDictionary<string, string> Read(string folder, bool hidden = false)
    {
        var tree = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
        {
            return tree;
        }

        foreach (FileSystemInfo entry in Walk(new DirectoryInfo(folder)))
        {
            string path = entry.FullName;
            string name = Path.GetRelativePath(Path.GetFullPath(folder), path).Replace('\\', '/');
            if (hidden || !name.Split('/').Any(part => part.StartsWith('.')))
            {
                tree[name] = entry.LinkTarget ?? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
            }
        }

        return tree;
    }

    /// <summary>Files and links below a folder; a link to a folder is a link, for it may lead round in a circle.</summary>
    private static IEnumerable<FileSystemInfo> Walk(DirectoryInfo folder) => folder.EnumerateFileSystemInfos()
        .SelectMany(entry => entry is DirectoryInfo { LinkTarget: null } below ? Walk(below) : [entry]);

    /// <summary>Copies a folder, links as links.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            if (new FileInfo(file).LinkTarget is { } link)
            {
                File.CreateSymbolicLink(target, link);
            }
            else
            {
                File.Copy(file, target);
            }
        }
    }

    /// <summary>Requires that two trees are the same.</summary>
    public static void RequireSame(IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> received, string what)
    {
        string[] differ = [.. expected.Keys.Union(received.Keys, StringComparer.Ordinal)
            .Where(path => expected.GetValueOrDefault(path) != received.GetValueOrDefault(path)).Order(StringComparer.Ordinal)];
        BrokenPromise.Unless(
            differ.Length == 0,
            $"{what}: expected the same as undisturbed, received {differ.Length} differences: {string.Join(", ", differ.Take(5).Select(path => !received.ContainsKey(path) ? $"no {path}" : !expected.ContainsKey(path) ? $"{path} besides" : $"another {path}"))}");
    }
}
