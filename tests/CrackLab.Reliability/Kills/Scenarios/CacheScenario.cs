using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Kills.Scenarios;

/// <summary>The first use of the pixel cache: killed until the first epoch has begun.</summary>
internal sealed class CacheScenario(Workplace place) : TrainScenario(place)
{
    private IReadOnlyDictionary<string, string>? _whole;

    public override string Name => "train, cache being built";

    public override int Weight => 6;

    public override double Until => 0.5;

    public override Cracklab Command(string folder) => new() { Folder = folder, Cache = Cache(folder) };

    public override void RequireWhole(string folder)
    {
        base.RequireWhole(folder);
        foreach ((string file, string hash) in Tree.Read(Cache(folder)))
        {
            BrokenPromise.Unless(_whole!.GetValueOrDefault(file) == hash, $"{file}: expected a cache as an undisturbed training makes it, received another");
        }
    }

    public override IReadOnlyDictionary<string, string> Result(string folder)
    {
        _whole ??= Tree.Read(Cache(folder));
        Tree.RequireSame(_whole, Tree.Read(Cache(folder)), "cache");
        return base.Result(folder);
    }

    private static string Cache(string folder) => Path.Combine(folder, "cache");
}
