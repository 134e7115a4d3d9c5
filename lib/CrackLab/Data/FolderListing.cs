using System.IO.Enumeration;

namespace CrackLab.Data;

/// <summary>What lies in one folder, in the order in which the paths below it sort.</summary>
internal static class FolderListing
{
    private static readonly EnumerationOptions Visible = new() { AttributesToSkip = FileAttributes.Hidden, IgnoreInaccessible = false };

    private static readonly EnumerationOptions All = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>Files, and folders that are no links: a link can lead round in a circle. Names that begin with a dot are left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="hidden">Whether what Windows hides counts too.</param>
    /// <returns>Names as the system decodes them: one that is no UTF-8 leads nowhere.</returns>
    /// <exception cref="IOException">The folder is gone or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IReadOnlyList<FolderEntry> Of(string folder, bool hidden = false)
    {
        // Nothing is asked of an entry that its name would have to lead to.
        List<FolderEntry> list =
        [
            .. new FileSystemEnumerable<FolderEntry>(folder, Describe, hidden ? All : Visible)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.FileName.StartsWith('.')
                    && (!entry.IsDirectory || !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) || entry.ToFileSystemInfo().LinkTarget is null),
            },
        ];

        // A folder sorts as the paths below it do: with a separator behind its name.
        list.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        return list;
    }

    private static FolderEntry Describe(ref FileSystemEntry entry) => new(entry.FileName.ToString(), entry.IsDirectory);
}
