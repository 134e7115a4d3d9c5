using CrackLab.Data.Synthetic;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>Photographs stitched from crops.</summary>
internal sealed class MosaicScenario(Workplace place) : Scenario(place)
{
    private string? _crops;
    private IReadOnlyDictionary<string, string>? _whole;

    public override string Name => "mosaic";

    public override void Prepare(string folder) => _crops ??= Crops();

    public override IReadOnlyList<string> Arguments(string folder) => ["mosaic", _crops ??= Crops(), "--out", Target(folder), "--min-crops", "2"];

    public override void RequireWhole(string folder)
    {
        // Pictures may be there already, for they are whole; the manifest says that all are.
        foreach ((string path, string hash) in Tree.Read(Target(folder)))
        {
            BrokenPromise.Unless(_whole!.GetValueOrDefault(path) == hash, $"{path}: expected a file as undisturbed, received another");
        }

        BrokenPromise.Unless(
            !File.Exists(Path.Combine(Target(folder), "manifest.json")) || Tree.Read(Target(folder)).Count == _whole!.Count,
            "manifest.json: expected behind all pictures");
    }

    public override bool IsDone(string folder) => File.Exists(Path.Combine(Target(folder), "manifest.json"));

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        SortedDictionary<string, string> result = Tree.Read(Target(folder));
        _whole ??= result;
        return result;
    }

    private static string Target(string folder) => Path.Combine(folder, "mosaic");

    private string Crops()
    {
        string folder = Place.Below("crops");
        SyntheticConcrete.WriteFolder(folder, new SyntheticFolderOptions { Count = 64, Size = 96, Broken = false, CropsPerWall = 4 });
        return folder;
    }
}
