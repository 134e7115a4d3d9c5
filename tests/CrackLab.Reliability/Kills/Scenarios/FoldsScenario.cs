using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>A cross-validation of two folds.</summary>
internal sealed class FoldsScenario(Workplace place) : Scenario(place)
{
    public override string Name => "train --folds";

    public override IReadOnlyList<string> Arguments(string folder) =>
        ["train", Place.Data, "--out", Path.Combine(folder, "folds"), "--folds", "2", "--epochs", "3", .. Workplace.Settings];

    public override IReadOnlyList<string> Again(string folder) => [.. Arguments(folder), "--resume"];

    public override void RequireWhole(string folder) => RunState.RequireWhole(Path.Combine(folder, "folds"));

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        var result = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (int fold = 1; fold <= 2; fold++)
        {
            foreach ((string key, string value) in RunState.Read(Path.Combine(folder, "folds", $"fold-{fold}")))
            {
                result[$"{fold}: {key}"] = value;
            }
        }

        BrokenPromise.Unless(File.Exists(Path.Combine(folder, "folds", "folds.json")), "expected folds.json");
        return result;
    }
}
