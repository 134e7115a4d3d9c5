using CrackLab.Data.Synthetic;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>Maps of whole photos: pictures, a table, a page.</summary>
internal sealed class HeatmapScenario(Workplace place) : Scenario(place)
{
    private string? _photos;
    private IReadOnlyDictionary<string, string>? _whole;

    public override string Name => "heatmap";

    public override void Prepare(string folder) => _photos ??= Photos();

    public override IReadOnlyList<string> Arguments(string folder) => ["heatmap", Place.Model, _photos ??= Photos(), "--out", Target(folder)];

    public override void RequireWhole(string folder)
    {
        foreach ((string path, string hash) in Tree.Read(Target(folder)))
        {
            BrokenPromise.Unless(_whole!.GetValueOrDefault(path) == hash, $"{path}: expected a file as undisturbed, received another");
        }
    }

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        SortedDictionary<string, string> result = Tree.Read(Target(folder));
        _whole ??= result;
        return result;
    }

    private static string Target(string folder) => Path.Combine(folder, "heat");

    private string Photos()
    {
        string folder = Place.Below("walls");
        SyntheticConcrete.WriteFolder(folder, new SyntheticFolderOptions { Count = 12, Size = 512, Broken = false });
        return folder;
    }
}
