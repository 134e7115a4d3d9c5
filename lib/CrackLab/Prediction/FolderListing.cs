using System.IO.Enumeration;

namespace CrackLab.Prediction;

/// <summary>What lies in one folder, in the order in which the paths below it sort.</summary>
internal static class FolderListing
{
    private static readonly EnumerationOptions Options = new() { AttributesToSkip = FileAttributes.Hidden };

    /// <summary>Files, and folders that are no links: a link can lead round in a circle. Hidden ones are left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Names; empty where the folder may not be read.</returns>
    public static IReadOnlyList<FolderEntry> Of(string folder)
    {
        FileSystemEnumerable<FolderEntry> Open() => new(folder, Describe, Options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.FileName.StartsWith('.')
                && (!entry.IsDirectory || !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || entry.ToFileSystemInfo().LinkTarget is null),
        };
        List<FolderEntry> list;
        try
        {
            list = [.. Open()];
        }
        catch (DirectoryNotFoundException)
        {
            // Removed since it was seen.
            return [];
        }

        // A folder sorts as the paths below it do: with a separator behind its name.
        list.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        return list;
    }

    private static FolderEntry Describe(ref FileSystemEntry entry) => new(entry.FileName.ToString(), entry.IsDirectory);
}
