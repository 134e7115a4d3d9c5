namespace CrackLab.Tracking;

/// <summary>Finds the folders of runs.</summary>
internal static class RunFinder
{
    private const int MostLevels = 12;
    private const string EventFiles = "*tfevents*";

    private static readonly EnumerationOptions Visible = new()
    {
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>The runs in a folder and below it, by path; what lies inside a run is not looked at.</summary>
    /// <param name="folder">Path of a folder.</param>
    public static IEnumerable<string> Below(string folder) => Below(folder, MostLevels);

    /// <summary>Whether training wrote this folder, or began to.</summary>
    /// <param name="folder">Path of a folder.</param>
    public static bool IsRun(string folder) => RunFolder.HasBegun(folder)
        || File.Exists(Path.Combine(folder, "history.csv"))
        || Directory.Exists(Path.Combine(folder, "checkpoints"));

    /// <summary>Whether a folder holds event files, or has them under train/ or validation/.</summary>
    /// <param name="folder">Path of a folder.</param>
    public static bool HasEvents(string folder) =>
        new[] { folder, Path.Combine(folder, RunLine.Train), Path.Combine(folder, RunLine.Validation) }
            .Any(place => Directory.Exists(place) && Directory.EnumerateFiles(place, EventFiles, Visible).Any());

    private static IEnumerable<string> Below(string folder, int levels)
    {
        if (IsRun(folder) || HasEvents(folder))
            return [folder];
        return levels == 0
            ? []
            : Directory.EnumerateDirectories(folder, "*", Visible)
                .Order(StringComparer.Ordinal)
                .SelectMany(inner => Below(inner, levels - 1));
    }
}
