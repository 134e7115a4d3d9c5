namespace CrackLab.Sweeps;

/// <summary>One trial of a search.</summary>
/// <param name="Number">Its number, counted from 1.</param>
/// <param name="Settings">Value of each setting that is varied, by name, as text.</param>
/// <param name="Score">What it came to; higher is better. Not a number where it has none.</param>
public sealed record SearchTrial(int Number, IReadOnlyDictionary<string, string> Settings, double Score)
{
    /// <summary>How far it has come.</summary>
    public TrialState State { get; init; } = TrialState.Finished;

    /// <summary>Score after each rung, the lowest first: what trials of as many epochs are compared by. Empty for a search in memory.</summary>
    public IReadOnlyList<double> Rungs { get; init; } = [];

    /// <summary>What each epoch came to. Empty for a search in memory.</summary>
    public IReadOnlyList<Training.EpochResult> History { get; init; } = [];

    /// <summary>Who did each epoch, first come first: host and process, and the task of a scheduler.</summary>
    public IReadOnlyList<string> Workers { get; init; } = [];

    /// <summary>Why it failed or stopped early, or <see langword="null"/>.</summary>
    public string? Note { get; init; }

    /// <summary>Full path of its run folder, or <see langword="null"/> for a search in memory.</summary>
    public string? Run { get; init; }

    /// <summary>Value of a setting that is a number.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">Its value is no number; <see cref="Settings"/> has it as text.</exception>
    public double this[string name] => SearchParameter.Number(Settings[name])
        ?? throw new ArgumentException($"Trial {Number}: expected a number for '{name}', received '{Settings[name]}'. Read it from Settings.", nameof(name));

    /// <summary>The settings in one line.</summary>
    public string Describe() => string.Join(", ", Settings.Select(setting => $"{setting.Key} {SearchParameter.Short(setting.Value)}"));

    /// <summary>Number, settings and score.</summary>
    public override string ToString() => FormattableString.Invariant($"trial {Number}: {Describe()}: {Score:0.0000}");
}
