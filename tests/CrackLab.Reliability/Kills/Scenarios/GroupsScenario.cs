using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>The search for copies and overlapping crops, with what it remembers.</summary>
internal sealed class GroupsScenario(Workplace place) : Scenario(place)
{
    private IReadOnlyDictionary<string, string>? _whole;

    public override string Name => "inspect --groups";

    public override Cracklab Command(string folder) => new() { Folder = folder, Cache = Path.Combine(folder, "cache") };

    public override IReadOnlyList<string> Arguments(string folder) => ["inspect", Place.Data, "--groups", Path.Combine(folder, "groups.csv")];

    public override void RequireWhole(string folder)
    {
        foreach ((string path, string hash) in Tree.Read(folder))
        {
            BrokenPromise.Unless(_whole!.GetValueOrDefault(path) == hash, $"{path}: expected a file as undisturbed, received another");
        }
    }

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        SortedDictionary<string, string> result = Tree.Read(folder);
        _whole ??= result;
        return result;
    }
}
