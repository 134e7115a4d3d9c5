using CrackLab.Reliability.Support;
using CsvHelper;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>A table of predictions that replaces an earlier one.</summary>
internal class PredictScenario(Workplace place) : Scenario(place)
{
    private const int Copies = 25;
    private const string Old = "an earlier table\n";

    private static readonly CsvReaderOptions Options = new() { Separator = ',', MalformedData = CsvMalformedDataHandling.Throw };

    private string? _photos;

    public override string Name => "predict --csv";

    public override void Prepare(string folder)
    {
        _photos ??= Photos();
        File.WriteAllText(Table(folder), Old);
    }

    public override IReadOnlyList<string> Arguments(string folder) => ["predict", Place.Model, _photos ??= Photos(), "--csv", Table(folder)];

    public override void RequireWhole(string folder)
    {
        if (File.ReadAllText(Table(folder)) != Old)
        {
            RunState.RequireWholeTable(Table(folder));
        }
    }

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        RunState.RequireWholeTable(Table(folder));
        using CsvReader csv = CsvReader.FromFile(Table(folder), Options);
        csv.TryGetFieldIndex("milliseconds", out int time);
        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (csv.Read())
        {
            string row = string.Join('|', Enumerable.Range(1, csv.FieldCount - 1).Where(column => column != time).Select(csv.GetString));
            BrokenPromise.Unless(rows.TryAdd(csv.GetString(0), row), $"expected a row a photo, received two of {csv.GetString(0)}");
        }

        return rows;
    }

    /// <summary>Path of the table.</summary>
    protected static string Table(string folder) => Path.Combine(folder, "predictions.csv");

    private string Photos()
    {
        string folder = Place.New("photos");
        for (int copy = 0; copy < Copies; copy++)
        {
            Tree.Copy(Place.Data, Path.Combine(folder, $"{copy}"));
        }

        return folder;
    }
}
