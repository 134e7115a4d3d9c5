using CrackLab.Data.Synthetic;

namespace CrackLab.Cli.Tests;

/// <summary>Small synthetic photos and one whole run on them, made once for the tests that only read them.</summary>
public sealed class RunOfPhotos : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cracklab-cli-tests-").FullName;

    public RunOfPhotos()
    {
        SyntheticConcrete.WriteFolder(Data, new SyntheticFolderOptions { Count = 40, Size = 48 });
        Trained = Train(Run);
    }

    /// <summary>Folder of the photos, some of them broken.</summary>
    public string Data => Below("photos");

    /// <summary>Folder of an uninterrupted run.</summary>
    public string Run => Below("run");

    /// <summary>What the command that made it gave.</summary>
    internal CommandRun Trained { get; }

    public string Below(string name) => Path.Combine(_root, name);

    /// <summary>The arguments that train as <see cref="Run"/> was trained.</summary>
    public string[] TrainArguments(string run, params string[] more)
    {
        string[] epochs = more.Contains("--epochs") ? [] : ["--epochs", "3"];
        return ["train", Data, "--out", run, "--size", "32", "--batch", "8", .. epochs, .. more];
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    internal CommandRun Train(string run, params string[] more) => CommandRun.Of(TrainArguments(run, more));
}
