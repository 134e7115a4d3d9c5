namespace CrackLab.Data;

/// <summary>Where a path leads once links are followed.</summary>
internal static class RealPath
{
    private static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether a path is the folder or lies inside it.</summary>
    public static bool IsWithin(string path, string folder) => IsNamedWithin(Resolve(path), Resolve(folder));

    /// <summary>The same by the names alone, without following links.</summary>
    public static bool IsNamedWithin(string path, string folder)
    {
        string inner = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string outer = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return string.Equals(inner, outer, Comparison)
            || inner.StartsWith(Path.EndsInDirectorySeparator(outer) ? outer : outer + Path.DirectorySeparatorChar, Comparison);
    }

    /// <summary>The full path with every folder link on the way followed; what does not exist yet stays as it is.</summary>
    public static string Resolve(string path)
    {
        string full = Path.GetFullPath(path);
        string? parent = Path.GetDirectoryName(full);
        if (parent is null)
        {
            return full;
        }

        string here = Path.Combine(Resolve(parent), Path.GetFileName(full));
        return Directory.Exists(here) && Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target
            ? target.FullName
            : here;
    }
}
