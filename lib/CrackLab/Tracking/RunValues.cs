using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrackLab.Tracking;

/// <summary>A run as values by name: what tables show, sort and filter by.</summary>
public static class RunValues
{
    /// <summary>The values of a run: what it is, its figures, then its settings.</summary>
    /// <param name="run">The run.</param>
    /// <returns>
    /// name, state, model, data, seed, epochs (done), bestEpoch, loss, accuracy, validationLoss, validationAccuracy (at the
    /// best epoch), test figures such as testAccuracy, seconds, started, every other setting by its name in run.json,
    /// fingerprint, machine and version. Numbers are <see cref="double"/>, everything else is text; what is not known is left out.
    /// </returns>
    public static IReadOnlyList<KeyValuePair<string, object>> Of(TrackedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        RunRecord? record = run.Record;
        List<KeyValuePair<string, object>> values = [];
        Add("name", run.Name);
        Add("state", run.State.ToString().ToLowerInvariant());
        Add("model", record?.Settings["model"]?.ToString());
        Add("data", record is null ? null : Path.GetFileName(Path.TrimEndingDirectorySeparator(record.Dataset.Path)));
        Add("seed", (double?)record?.Seed);
        Add("epochs", (double)run.Epochs);
        Add("bestEpoch", run.BestEpoch > 0 ? (double)run.BestEpoch : null);
        Add("loss", run.Best(RunLine.Loss, RunLine.Train));
        Add("accuracy", run.Best(RunLine.Accuracy, RunLine.Train));
        Add("validationLoss", run.Best(RunLine.Loss, RunLine.Validation));
        Add("validationAccuracy", run.Best(RunLine.Accuracy, RunLine.Validation));
        foreach ((string name, double value) in run.Metrics)
            Add($"test{char.ToUpperInvariant(name[0])}{name[1..]}", value);
        Add("seconds", run.Time?.TotalSeconds);
        Add("started", record?.Started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        foreach ((string name, object value) in Settings(run))
            Add(name, value);
        return values;

        void Add(string name, object? value)
        {
            if (value is not null && !values.Exists(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)))
                values.Add(new(name, value));
        }
    }

    /// <summary>The settings of a run by their names in run.json, with the data's fingerprint, the machine and the version.</summary>
    /// <param name="run">The run.</param>
    /// <returns>Numbers are <see cref="double"/>, everything else is text; "epochsAsked" is the setting "epochs".</returns>
    public static IReadOnlyList<KeyValuePair<string, object>> Settings(TrackedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Record is not { } record)
            return [];
        return
        [
            .. record.Settings.Where(setting => setting.Value is not null).Select(setting =>
                new KeyValuePair<string, object>(setting.Key == "epochs" ? "epochsAsked" : setting.Key, Plain(setting.Value!))),
            new("dataset", record.Dataset.Path),
            new("fingerprint", record.Dataset.Fingerprint),
            new("cpu", record.Machine.Cpu),
            new("cores", (double)record.Machine.Cores),
            new("isa", record.Machine.Isa),
            new("version", record.Machine.CrackLab),
            .. record.Engine is { } engine ? [new("engine", engine)] : Array.Empty<KeyValuePair<string, object>>(),
        ];
    }

    /// <summary>A value as people read it; numbers with all their digits, of fractions up to six.</summary>
    /// <param name="value">A number, a text or <see langword="null"/>.</param>
    public static string Show(object? value) => value switch
    {
        null => "-",
        double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => number.ToString("0", CultureInfo.InvariantCulture),
        double number => number.ToString("g6", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static object Plain(JsonNode node) => node.GetValueKind() == JsonValueKind.Number
        ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture)
        : node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
}
