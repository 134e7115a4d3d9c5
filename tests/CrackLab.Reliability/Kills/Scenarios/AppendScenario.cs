using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>A table of predictions that grows.</summary>
internal sealed class AppendScenario(Workplace place) : PredictScenario(place)
{
    public override string Name => "predict --csv --append";

    public override int Weight => 5;

    public override void Prepare(string folder)
    {
        base.Prepare(folder);
        File.Delete(Table(folder));
    }

    public override IReadOnlyList<string> Arguments(string folder) => [.. base.Arguments(folder), "--append"];

    // The last row may be cut: the next run cuts it off.
    public override void RequireWhole(string folder)
    {
        if (File.Exists(Table(folder)) && File.ReadAllText(Table(folder)) is { } text && text.Contains('\n', StringComparison.Ordinal))
        {
            string rows = Path.Combine(folder, "rows.csv");
            File.WriteAllText(rows, text[..(text.LastIndexOf('\n') + 1)]);
            RunState.RequireWholeTable(rows);
            File.Delete(rows);
        }
    }
}
