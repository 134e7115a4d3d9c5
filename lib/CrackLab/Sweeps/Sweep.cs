using CrackLab.Data;

namespace CrackLab.Sweeps;

/// <summary>Tries settings and keeps a table of what each trial came to: of any function, or of whole trainings in a folder.</summary>
public static class Sweep
{
    private const int MostTrials = 1000;

    /// <summary>Tries every combination of the parameters' values.</summary>
    /// <param name="parameters">Choices.</param>
    /// <param name="run">Runs a trial and gives its score; higher is better.</param>
    /// <exception cref="ArgumentException">A parameter is a range, or there are more than 1000 combinations.</exception>
    public static SearchResult Grid(IReadOnlyList<SearchParameter> parameters, Func<SearchTrial, double> run) =>
        Run(parameters, Grid(parameters), run);

    /// <summary>Tries random settings.</summary>
    /// <param name="parameters">Ranges and choices.</param>
    /// <param name="trials">Trials, 1..1000.</param>
    /// <param name="run">Runs a trial and gives its score; higher is better.</param>
    /// <param name="seed">The same seed tries the same settings.</param>
    /// <remarks>Bergstra and Bengio, "Random search for hyper-parameter optimization", JMLR 2012.</remarks>
    public static SearchResult Random(
        IReadOnlyList<SearchParameter> parameters, int trials, Func<SearchTrial, double> run, int seed = 42) =>
        Run(parameters, Random(parameters, trials, seed), run);

    /// <summary>Trains as a specification says, in a folder that any number of processes may work on, one after the other or at once.</summary>
    /// <param name="options">Specification and folder.</param>
    /// <param name="observer">Who is told, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the trials under way after their batches and saves them; the result tells what there is.</param>
    /// <returns>All trials, also those that other processes did.</returns>
    /// <exception cref="ArgumentException">A setting or number is unknown or out of its range.</exception>
    /// <exception cref="InvalidDataException">The data, the specification or the folder cannot be used.</exception>
    /// <exception cref="IOException">The folder is taken, or cannot be written.</exception>
    public static SearchResult Run(SweepOptions options, SweepObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        observer ??= new SweepObserver();
        using SweepFolder folder = SweepFolder.Open(options, observer, cancellationToken);
        return new SweepWorker(folder, options, observer).Run(cancellationToken);
    }

    /// <summary>Makes the folder ready for other processes, and trains nothing: data are split, trials are drawn.</summary>
    /// <param name="options">Specification and folder.</param>
    /// <param name="observer">Who is told, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>All trials.</returns>
    public static SearchResult Prepare(SweepOptions options, SweepObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using SweepFolder folder = SweepFolder.Open(options, observer ?? new SweepObserver(), cancellationToken);
        return folder.Result();
    }

    /// <summary>Settings of every combination, the last parameter changing fastest.</summary>
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> Grid(IReadOnlyList<SearchParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        long count = 1;
        foreach (SearchParameter parameter in parameters)
        {
            count *= parameter.Values?.Count ?? throw new ArgumentException(
                $"Grid search: expected choices, received the range '{parameter.Name}'. Give a choice of values, or search at random.", nameof(parameters));
            if (count > MostTrials)
                throw new ArgumentException($"Grid search: expected at most {MostTrials} combinations, received more. Try fewer values, or search at random.", nameof(parameters));
        }

        return Draw(parameters, (int)count, (trial, index) =>
        {
            int stride = parameters.Skip(index + 1).Aggregate(1, (product, parameter) => product * parameter.Values!.Count);
            return parameters[index].Values![trial / stride % parameters[index].Values!.Count];
        });
    }

    /// <summary>Random settings; more trials begin with those of fewer.</summary>
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> Random(IReadOnlyList<SearchParameter> parameters, int trials, int seed)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, MostTrials);
        return Draw(parameters, trials, (trial, index) =>
            parameters[index].At((SeededRandom.Combine(seed, trial, index) >> 11) / (double)(1UL << 53)));
    }

    private static IReadOnlyDictionary<string, string>[] Draw(IReadOnlyList<SearchParameter> parameters, int trials, Func<int, int, string> value) =>
    [
        .. Enumerable.Range(0, trials).Select(trial => parameters.Index().ToDictionary(
            item => item.Item.Name, item => value(trial, item.Index), StringComparer.Ordinal)),
    ];

    private static SearchResult Run(
        IReadOnlyList<SearchParameter> parameters, IReadOnlyList<IReadOnlyDictionary<string, string>> settings, Func<SearchTrial, double> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        List<SearchTrial> done = [];
        foreach (IReadOnlyDictionary<string, string> chosen in settings)
        {
            SearchTrial asked = new(done.Count + 1, chosen, double.NaN);
            done.Add(asked with { Score = run(asked) });
        }

        return new SearchResult(parameters, done);
    }
}
