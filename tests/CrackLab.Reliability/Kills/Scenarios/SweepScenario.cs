using System.Text.Json;
using CrackLab.Reliability.Support;
using Microsoft.Data.Sqlite;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>A search for settings by successive halving.</summary>
internal class SweepScenario(Workplace place) : Scenario(place)
{
    public override string Name => "sweep";

    public override int Weight => 8;

    /// <summary>How trials climb, in the specification.</summary>
    protected virtual string Halving => "\"halving\": { \"minEpochs\": 1, \"factor\": 2 },";

    public override void Prepare(string folder) => File.WriteAllText(Path.Combine(folder, "spec.json"), $$"""
        { "data": {{JsonSerializer.Serialize(Place.Data)}}, "settings": { "size": 32, "epochs": 4, "batchSize": 8, "keepTogether": "duplicates" },
          "search": "random", "trials": 4, {{Halving}} "parameters": { "learningRate": { "logUniform": [0.0003, 0.03] } } }
        """);

    public override IReadOnlyList<string> Arguments(string folder) =>
        ["sweep", Path.Combine(folder, "spec.json"), "--out", Sweep(folder), "--threads", "1", "--resume", "--json"];

    public override void RequireWhole(string folder)
    {
        foreach (string trial in Trials(folder))
        {
            RunState.RequireWhole(trial);
        }

        RequireSoundJournal(folder);
    }

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        JsonElement sweep = JsonDocument.Parse(Command(folder).Run(Arguments(folder)).Done().Output).RootElement;
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["finished"] = sweep.GetProperty("finished").ToString(),
            ["epochs"] = sweep.GetProperty("epochs").ToString(),
            ["best"] = sweep.GetProperty("best").ToString(),
        };
        foreach (JsonElement trial in sweep.GetProperty("trials").EnumerateArray())
        {
            string name = $"trial {trial.GetProperty("number")}";
            result[name] = $"{trial.GetProperty("state")} {trial.GetProperty("score")} {trial.GetProperty("rungs")} {trial.GetProperty("settings")} {trial.GetProperty("epochs")}";
            foreach ((string key, string value) in RunState.Read(trial.GetProperty("run").GetString()!))
            {
                result[$"{name}: {key}"] = value;
            }
        }

        RequireWhole(folder);
        return result;
    }

    /// <summary>Path of the sweep's folder.</summary>
    protected static string Sweep(string folder) => Path.Combine(folder, "sweep");

    private static string[] Trials(string folder) =>
        Directory.Exists(Path.Combine(Sweep(folder), "trials")) ? Directory.GetDirectories(Path.Combine(Sweep(folder), "trials")) : [];

    // On a copy: opening it rolls back what was under way, which the next process shall do.
    private static void RequireSoundJournal(string folder)
    {
        string copy = Path.Combine(folder, "journal");
        if (!File.Exists(Path.Combine(Sweep(folder), "sweep.sqlite")))
        {
            return;
        }

        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(Sweep(folder), "sweep.sqlite*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        }

        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(copy, "sweep.sqlite"), Pooling = false }.ToString()))
        {
            connection.Open();
            using SqliteCommand check = connection.CreateCommand();
            check.CommandText = "PRAGMA integrity_check";
            BrokenPromise.Unless(check.ExecuteScalar() is "ok", "sweep.sqlite: expected a sound journal");
        }

        Directory.Delete(copy, recursive: true);
    }
}
