using System.Text.Json;
using System.Text.Json.Serialization;
using CrackLab.Data;
using CrackLab.Experiments;
using CrackLab.Training;

namespace CrackLab.Sweeps;

/// <summary>What a sweep tries, on which data, and how it chooses.</summary>
public sealed record SweepSpec
{
    /// <summary>Full path of the folder of images, one subfolder a class.</summary>
    public required string Data { get; init; }

    /// <summary>CSV with path and photo_group, so that crops of one photograph stay together; or <see langword="null"/>.</summary>
    public string? Groups { get; init; }

    /// <summary>CSV with path and label that corrects the folders' labels, or <see langword="null"/>.</summary>
    public string? Labels { get; init; }

    /// <summary>Class to call positive; <see langword="null"/> for the usual one.</summary>
    public string? Positive { get; init; }

    /// <summary>Settings that all trials share, as "name=value".</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Settings that are varied, at least one.</summary>
    public required IReadOnlyList<SearchParameter> Parameters { get; init; }

    /// <summary>Whether every combination is tried; otherwise settings are drawn at random.</summary>
    public bool IsGrid { get; init; }

    /// <summary>Number of random trials, 1..1000.</summary>
    public int Trials { get; init; } = 20;

    /// <summary>The same seed draws the same settings.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>How poor trials are ended early; <see langword="null"/> to give every trial all its epochs.</summary>
    public SuccessiveHalving? Halving { get; init; }

    /// <summary>Settings by which the data are chosen and split, once for all trials.</summary>
    [JsonIgnore]
    public HyperParameters Shared => SettingsOf(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Which figure of the validation part is the score: accuracy, unless the settings say otherwise.</summary>
    [JsonIgnore]
    public MonitoredMetric Metric => Shared.Monitor;

    /// <summary>All settings of a trial.</summary>
    /// <param name="varied">Value of each setting that is varied, by name.</param>
    /// <exception cref="ArgumentException">A setting is unknown, or out of its range.</exception>
    public HyperParameters SettingsOf(IReadOnlyDictionary<string, string> varied)
    {
        string[] changes = [.. Settings, .. varied.Select(setting => $"{setting.Key}={setting.Value}")];
        HyperParameters settings = HyperParametersJson.With(new HyperParameters { Monitor = MonitoredMetric.ValidationAccuracy }, changes);

        // The usual settings of the model that is chosen, and what was asked for on top of them.
        settings = HyperParametersJson.With(HyperParameters.For(settings.Model) with { Monitor = settings.Monitor }, changes);
        settings = Halving is null || varied.Count == 0 ? settings : settings with { Epochs = Shared.Epochs };
        settings = Groups is null ? settings : settings with { KeepTogether = Grouping.Photo };
        HyperParameterRanges.Check(settings);
        return settings;
    }

    /// <summary>Epochs of each rung of a trial.</summary>
    /// <param name="settings">The trial's settings.</param>
    internal IReadOnlyList<int> Rungs(HyperParameters settings) => Halving?.Rungs(settings.Epochs) ?? [settings.Epochs];

    /// <summary>The trials' settings, in order.</summary>
    internal IReadOnlyList<IReadOnlyDictionary<string, string>> Draw() =>
        IsGrid ? Sweep.Grid(Parameters) : Sweep.Random(Parameters, Trials, Seed);

    /// <summary>The specification as text that is equal for equal sweeps; a random one may be made longer.</summary>
    internal string Fingerprint() => JsonSerializer.Serialize(this with { Trials = IsGrid ? Trials : 1 });
}
