namespace CrackLab.Benchmarks.Overlaps;

/// <summary>Pairs of pictures that a grouping puts together.</summary>
internal static class Pairs
{
    /// <summary>Pairs that one grouping makes.</summary>
    public static long Count(IEnumerable<string> paths, Func<string, string> group) => Sum(paths.CountBy(group));

    /// <summary>Pairs that both groupings make.</summary>
    public static long Shared(IEnumerable<string> paths, Func<string, string> one, Func<string, string> other) =>
        Sum(paths.CountBy(path => (one(path), other(path))));

    private static long Sum<T>(IEnumerable<KeyValuePair<T, int>> groups) => groups.Sum(group => (long)group.Value * (group.Value - 1) / 2);
}
