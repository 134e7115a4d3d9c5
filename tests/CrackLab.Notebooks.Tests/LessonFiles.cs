namespace CrackLab.Notebooks.Tests;

/// <summary>The committed notebooks.</summary>
internal static class LessonFiles
{
    /// <summary>The lessons, such as "01-inspect-data.ipynb".</summary>
    public static IReadOnlyList<string> Lessons { get; } = In("notebooks");

    /// <summary>The solutions, such as "solutions/01-inspect-data.ipynb".</summary>
    public static IReadOnlyList<string> Solutions { get; } = [.. In("notebooks/solutions").Select(name => $"solutions/{name}")];

    private static string[] In(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.ipynb").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
