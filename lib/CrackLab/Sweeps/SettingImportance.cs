namespace CrackLab.Sweeps;

/// <summary>How much of the differences between trials one setting explains by itself.</summary>
/// <param name="Name">Name of the setting.</param>
/// <param name="Share">Part of the variance of the scores, 0..1.</param>
/// <remarks>
/// Variance explained, corrected for chance (epsilon squared; Kelley, "An unbiased correlation ratio measure", PNAS
/// 1935): trials are sorted into groups, one a value for a choice, else up to four of like size by rank; the share is
/// 1 - (SS_within / (n - k)) / (SS_total / (n - 1)), at least 0. It is the main effect of a functional analysis of
/// variance: what two settings do together only, it does not see.
/// </remarks>
public sealed record SettingImportance(string Name, double Share)
{
    private const int MostGroups = 4;
    private const int LeastInGroup = 2;

    /// <summary>The importance of all settings, the greatest first.</summary>
    internal static IReadOnlyList<SettingImportance> Of(IReadOnlyList<SearchParameter> parameters, IReadOnlyList<SearchTrial> trials)
    {
        // Scores after as many epochs can be compared; later rungs hold the better trials only.
        (SearchTrial Trial, double Score)[] scored =
        [
            .. trials.Select(trial => (Trial: trial, Score: trial.Rungs.Count > 0 ? trial.Rungs[0] : trial.Score)).Where(item => double.IsFinite(item.Score)),
        ];
        return
        [
            .. parameters.Select(parameter => new SettingImportance(parameter.Name, Explained(Groups(parameter, scored))))
                .OrderByDescending(item => item.Share),
        ];
    }

    /// <summary>Epsilon squared of groups of scores.</summary>
    internal static double Explained(IReadOnlyList<IReadOnlyList<double>> groups)
    {
        double[] all = [.. groups.SelectMany(group => group)];
        double total = SumOfSquares(all);
        if (groups.Count < 2 || all.Length <= groups.Count || total == 0)
        {
            return 0;
        }

        double within = groups.Sum(SumOfSquares);
        return Math.Clamp(1 - (within / (all.Length - groups.Count) / (total / (all.Length - 1))), 0, 1);
    }

    private static IReadOnlyList<double>[] Groups(SearchParameter parameter, (SearchTrial Trial, double Score)[] scored)
    {
        if (parameter.Values is not null)
        {
            return [.. scored.GroupBy(item => item.Trial.Settings[parameter.Name], StringComparer.Ordinal).Select(group => (IReadOnlyList<double>)[.. group.Select(item => item.Score)])];
        }

        double[] sorted = [.. scored.OrderBy(item => item.Trial[parameter.Name]).Select(item => item.Score)];
        int count = Math.Clamp(sorted.Length / LeastInGroup, 1, MostGroups);
        return [.. Enumerable.Range(0, count).Select(i => (IReadOnlyList<double>)sorted[(sorted.Length * i / count)..(sorted.Length * (i + 1) / count)])];
    }

    private static double SumOfSquares(IReadOnlyList<double> values)
    {
        double mean = values.Count == 0 ? 0 : values.Average();
        return values.Sum(value => (value - mean) * (value - mean));
    }
}
