using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>Synthetic data that are written.</summary>
internal sealed class SampleScenario(Workplace place) : Scenario(place)
{
    public override string Name => "data sample";

    public override IReadOnlyList<string> Arguments(string folder) => ["data", "sample", "--out", Path.Combine(folder, "sample"), "--count", "300", "--size", "96"];

    public override void RequireWhole(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "sample")))
        {
            BrokenPromise.Unless(IsDone(folder), "sample: expected a whole folder or none");
        }
    }

    public override bool IsDone(string folder) => File.Exists(Path.Combine(folder, "sample", "manifest.json"));

    public override IReadOnlyDictionary<string, string> Result(string folder) => Tree.Read(folder);
}
