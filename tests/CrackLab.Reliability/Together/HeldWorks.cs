using CrackLab.Engine.Serialization;
using CrackLab.Reliability.Kills;
using CrackLab.Reliability.Kills.Scenarios;
using CrackLab.Reliability.Support;

namespace CrackLab.Reliability.Together;

/// <summary>The verbs that keep a folder for themselves, each as the kills know it.</summary>
/// <param name="place">Data and a model.</param>
internal sealed class HeldWorks(Workplace place)
{
    /// <summary>Names of them.</summary>
    public static readonly IReadOnlyList<string> Names = ["train", "train --resume", "train --folds", "clean", "clean --undo", "mosaic", "data sample", "data fetch --from"];

    private readonly TrainScenario _train = new(place);
    private readonly ResumeScenario _resume = new(place);
    private readonly FoldsScenario _folds = new(place);
    private readonly CleanScenario _clean = new(place, isAcross: false, isUndo: false);
    private readonly CleanScenario _undo = new(place, isAcross: false, isUndo: true);
    private readonly MosaicScenario _mosaic = new(place);
    private readonly SampleScenario _sample = new(place);
    private readonly FetchScenario _fetch = new(place);

    /// <summary>Makes one ready.</summary>
    /// <param name="name">Which.</param>
    /// <param name="folder">A new folder for it.</param>
    public HeldWork Prepare(string name, string folder)
    {
        string At(string below) => Path.Combine(folder, below);
        string In(string below) => Path.Combine(folder, below, FolderLock.FileName);
        return name switch
        {
            "train" => Of(_train, In("run")),
            "train --resume" => Of(_resume, In("run")),
            "train --folds" => Of(_folds, In("folds")),
            "clean" => Of(_clean, In("aside")),
            "clean --undo" => Of(_undo, In("aside")),
            "mosaic" => Of(_mosaic, In("mosaic")),
            "data sample" => Of(_sample, FolderLock.HiddenBeside(At("sample")) + "-lock"),
            "data fetch --from" => Of(_fetch, In(Path.Combine("set", ".cracklab-fetch"))),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Expected one of the names."),
        };

        HeldWork Of(Scenario scenario, string locked)
        {
            scenario.Prepare(folder);
            return new HeldWork(name, locked, scenario.Arguments(folder), scenario.Again(folder), () => scenario.Result(folder));
        }
    }
}
