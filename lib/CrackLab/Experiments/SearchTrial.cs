namespace CrackLab.Experiments;

/// <summary>One trial of a search.</summary>
/// <param name="Number">Its number, counted from 1.</param>
/// <param name="Settings">Value of each hyperparameter, by name.</param>
/// <param name="Score">What it came to; higher is better. Not a number before it has run.</param>
public sealed record SearchTrial(int Number, IReadOnlyDictionary<string, double> Settings, double Score)
{
    /// <summary>Value of a hyperparameter.</summary>
    /// <param name="name">Its name.</param>
    public double this[string name] => Settings[name];

    /// <summary>Number, settings and score.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"trial {Number}: {string.Join(", ", Settings.Select(setting => FormattableString.Invariant($"{setting.Key} {setting.Value:g3}")))}: {Score:0.0000}");
}
