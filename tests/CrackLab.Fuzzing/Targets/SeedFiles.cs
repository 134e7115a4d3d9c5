using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Targets;

/// <summary>Seeds that lie in files beside the program.</summary>
internal static class SeedFiles
{
    /// <summary>Folder of a further corpus, with a folder a target; <see langword="null"/> for none. To be set before targets are made.</summary>
    public static string? More { get; set; }

    /// <summary>Golden files by the ends of their names, in order.</summary>
    public static IEnumerable<FuzzSeed> Golden(params string[] endings) => Below("seeds", endings);

    /// <summary>What showed defects once, and so may again; and what a guided run found.</summary>
    /// <param name="target">The target's name.</param>
    public static IEnumerable<FuzzSeed> Findings(string target) => Below(Path.Combine("Corpus", target), "")
        .Concat(More is { } more ? In(Path.Combine(more, target)) : []);

    private static IEnumerable<FuzzSeed> Below(string folder, params string[] endings) => In(Path.Combine(AppContext.BaseDirectory, folder))
        .Where(seed => endings.Any(ending => seed.Name.EndsWith(ending, StringComparison.Ordinal)));

    private static IEnumerable<FuzzSeed> In(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(file => new FuzzSeed(Path.GetFileName(file), File.ReadAllBytes(file)))
        : [];
}
