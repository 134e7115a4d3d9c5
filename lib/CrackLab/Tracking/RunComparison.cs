using CrackLab.Data;

namespace CrackLab.Tracking;

/// <summary>Runs side by side: the settings that differ, and what they came to.</summary>
[TypeFormatterSource]
public sealed record RunComparison
{
    private static readonly string[] Descriptions = ["name", "model", "data", "seed", "started"];

    /// <summary>Compares runs.</summary>
    /// <param name="runs">At least two.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public RunComparison(IReadOnlyList<TrackedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count < 2)
            throw new ArgumentException($"Comparison: expected at least two runs, received {runs.Count}. Name another one.", nameof(runs));
        Runs = runs;
        Settings = Differing(runs);
        Figures = Outcomes(runs);
    }

    /// <summary>The runs, in the order of the columns.</summary>
    public IReadOnlyList<TrackedRun> Runs { get; }

    /// <summary>The settings in which they differ, with data, machine and version.</summary>
    public IReadOnlyList<RunDifference> Settings { get; }

    /// <summary>State, epochs, the best epoch's figures, those on the test part, and time.</summary>
    public IReadOnlyList<RunDifference> Figures { get; }

    /// <summary>The settings in which runs differ; of one run none.</summary>
    /// <param name="runs">The runs; those without a record are passed over.</param>
    internal static IReadOnlyList<RunDifference> Differing(IReadOnlyList<TrackedRun> runs) =>
    [
        .. Rows([.. runs.Select(RunValues.Settings)]).Where(row =>
            row.Values.Where((_, run) => runs[run].Record is not null).Distinct().Skip(1).Any()),
    ];

    /// <summary>What runs came to.</summary>
    /// <param name="runs">The runs.</param>
    internal static IReadOnlyList<RunDifference> Outcomes(IReadOnlyList<TrackedRun> runs)
    {
        HashSet<string> others = [.. Descriptions, .. runs.SelectMany(RunValues.Settings).Select(setting => setting.Key)];
        return [.. Rows([.. runs.Select(RunValues.Of)]).Where(row => !others.Contains(row.Key))];
    }

    /// <summary>Both tables as text.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Settings.Concat(Figures).Select(row =>
        $"{row.Key}: {string.Join(", ", row.Values.Select(RunValues.Show))}"));

    private static IEnumerable<RunDifference> Rows(IReadOnlyList<KeyValuePair<string, object>>[] runs)
    {
        Dictionary<string, object>[] values = [.. runs.Select(run => run.ToDictionary(StringComparer.Ordinal))];
        return runs.SelectMany(run => run).Select(pair => pair.Key).Distinct(StringComparer.Ordinal)
            .Select(key => new RunDifference(key, [.. values.Select(run => run.GetValueOrDefault(key))]));
    }
}
