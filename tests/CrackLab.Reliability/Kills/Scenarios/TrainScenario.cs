using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>A training from the first look at the data to the report.</summary>
internal class TrainScenario(Workplace place) : Scenario(place)
{
    private const string Epochs = "6";

    public override string Name => "train";

    public override int Weight => 8;

    public override IReadOnlyList<string> Arguments(string folder) => ["train", Place.Data, "--out", Run(folder), "--epochs", Epochs, .. Workplace.Settings];

    public override IReadOnlyList<string> Again(string folder) => [.. Arguments(folder), "--resume"];

    public override void RequireWhole(string folder) => RunState.RequireWhole(Run(folder));

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        RunState.RequireWhole(Run(folder));
        string[] litter = [.. Directory.EnumerateFiles(Run(folder), ".*", SearchOption.AllDirectories)];
        BrokenPromise.Unless(litter.Length == 0, $"expected no hidden files at the end, received {string.Join(", ", litter)}");
        return RunState.Read(Run(folder));
    }

    protected static string Run(string folder) => Path.Combine(folder, "run");
}
