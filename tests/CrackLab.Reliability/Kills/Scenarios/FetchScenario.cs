using CrackLab.Data.Fetching;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>A dataset of 40,000 files, from an archive that is there.</summary>
internal sealed class FetchScenario(Workplace place) : Scenario(place)
{
    public override string Name => "data fetch --from";

    public override int Weight => 3;

    public override IReadOnlyList<string> Arguments(string folder) => ["data", "fetch", "--from", new FetchArchive(Place).File, "--out", Path.Combine(folder, "set")];

    // A class folder that is there is a whole one.
    public override void RequireWhole(string folder)
    {
        foreach ((string name, int count) in PublicDatasets.ConcreteCracks.Classes)
        {
            string one = Path.Combine(folder, "set", name);
            BrokenPromise.Unless(!Directory.Exists(one) || Directory.GetFiles(one).Length == count, $"{name}: expected {count} files or no folder");
        }
    }

    public override IReadOnlyDictionary<string, string> Result(string folder) => Tree.Read(folder, hidden: true);
}
