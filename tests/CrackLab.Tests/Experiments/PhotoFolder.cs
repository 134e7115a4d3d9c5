using CrackLab.Data.Synthetic;
using CrackLab.Experiments;
using CrackLab.Tests.Data;

namespace CrackLab.Tests.Experiments;

/// <summary>Synthetic photos with a few broken files, and one whole run on them: made once for the tests that only read them.</summary>
public sealed class PhotoFolder : IDisposable
{
    public const int Epochs = 3;

    /// <summary>Batches in an epoch: 31 training images (copies among them) in eights.</summary>
    public const int Batches = 4;

    private readonly TestFolder _folder = new();

    public PhotoFolder()
    {
        SyntheticConcrete.WriteFolder(Data, new SyntheticFolderOptions { Count = 40, Size = 48 });
        Whole = Experiment.Run(
            new ExperimentOptions { Data = Data, Run = Below("whole"), Command = "cracklab train photos" },
            Settings,
            new ExperimentObserver { Note = Notes.Add });
    }

    /// <summary>Small and quick, with everything on that draws random numbers.</summary>
    public static HyperParameters Settings { get; } = new() { Size = 32, Epochs = Epochs, BatchSize = 8, AverageMomentum = 0.9 };

    public string Data => Below("photos");

    /// <summary>An uninterrupted run.</summary>
    public ExperimentResult Whole { get; }

    /// <summary>What that run told.</summary>
    public List<string> Notes { get; } = [];

    public string Below(string name) => _folder[name];

    public void Dispose() => _folder.Dispose();
}
