using CrackLab.Data;

namespace CrackLab.Experiments;

/// <summary>Tries hyperparameters and keeps a table of what each trial came to.</summary>
public static class HyperParameterSearch
{
    private const int MostTrials = 1000;

    /// <summary>Tries every combination of the parameters' values.</summary>
    /// <param name="parameters">Choices.</param>
    /// <param name="run">Runs a trial and gives its score; higher is better.</param>
    /// <exception cref="ArgumentException">A parameter is a range, or there are more than 1000 combinations.</exception>
    public static SearchResult Grid(IReadOnlyList<SearchParameter> parameters, Func<SearchTrial, double> run)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(run);
        long count = 1;
        foreach (SearchParameter parameter in parameters)
        {
            count *= parameter.Values?.Count ?? throw new ArgumentException(
                $"Grid search: expected choices, received the range '{parameter.Name}'. Use SearchParameter.Choice, or search at random.", nameof(parameters));
            if (count > MostTrials)
                throw new ArgumentException($"Grid search: expected at most {MostTrials} combinations, received more. Try fewer values, or search at random.", nameof(parameters));
        }

        return Run(parameters, (int)count, run, (trial, index) =>
        {
            int stride = parameters.Skip(index + 1).Aggregate(1, (product, parameter) => product * parameter.Values!.Count);
            return parameters[index].Values![trial / stride % parameters[index].Values!.Count];
        });
    }

    /// <summary>Tries random settings.</summary>
    /// <param name="parameters">Ranges and choices.</param>
    /// <param name="trials">Trials, 1..1000.</param>
    /// <param name="run">Runs a trial and gives its score; higher is better.</param>
    /// <param name="seed">The same seed tries the same settings.</param>
    /// <remarks>Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 2012.</remarks>
    public static SearchResult Random(
        IReadOnlyList<SearchParameter> parameters, int trials, Func<SearchTrial, double> run, int seed = 42)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, MostTrials);
        return Run(parameters, trials, run, (trial, index) =>
            parameters[index].At((SeededRandom.Combine(seed, trial, index) >> 11) / (double)(1UL << 53)));
    }

    private static SearchResult Run(
        IReadOnlyList<SearchParameter> parameters, int trials, Func<SearchTrial, double> run, Func<int, int, double> value)
    {
        List<SearchTrial> done = [];
        for (int trial = 0; trial < trials; trial++)
        {
            var settings = new Dictionary<string, double>(StringComparer.Ordinal);
            for (int index = 0; index < parameters.Count; index++)
                settings.Add(parameters[index].Name, value(trial, index));
            SearchTrial asked = new(trial + 1, settings, double.NaN);
            done.Add(asked with { Score = run(asked) });
        }
        return new SearchResult(parameters, done);
    }
}
