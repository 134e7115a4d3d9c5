using CrackLab.Data.Synthetic;

namespace CrackLab.Reliability.Support;

/// <summary>A temporary folder with small synthetic data and a model, made once.</summary>
internal sealed class Workplace : IDisposable
{
    /// <summary>Settings of every training here: small and quick, with everything on that draws random numbers.</summary>
    public static readonly IReadOnlyList<string> Settings =
        ["--size", "32", "--batch", "8", "--set", "averageMomentum=0.9", "--set", "keepTogether=duplicates"];

    private readonly string _root = Directory.CreateTempSubdirectory("cracklab-reliability-").FullName;
    private int _number;

    /// <summary>Makes the folder.</summary>
    public Workplace()
    {
        // What a killed process leaves among temporary files, such as .NET's sockets for diagnosis, goes with this folder.
        string temporary = Below("tmp");
        Directory.CreateDirectory(temporary);
        Modes.Open(temporary);
        Environment.SetEnvironmentVariable("TMPDIR", temporary);
        SyntheticConcrete.WriteFolder(Data, new SyntheticFolderOptions { Count = 60, Size = 64 });
        Plain = new Cracklab { Folder = _root, Cache = Below("cache") };
        Plain.Run(["train", Data, "--out", Below("model-run"), "--epochs", "2", .. Settings]).Done();
        Model = Path.Combine(Below("model-run"), "model.safetensors");
    }

    /// <summary>Photos in two classes, some files broken.</summary>
    public string Data => Below("data");

    /// <summary>A model trained on them.</summary>
    public string Model { get; }

    /// <summary>The command with a cache that is warm.</summary>
    public Cracklab Plain { get; }

    /// <summary>A path in the folder.</summary>
    public string Below(string name) => Path.Combine(_root, name);

    /// <summary>A new folder for one try.</summary>
    /// <param name="name">What it is for.</param>
    public string New(string name)
    {
        string folder = Below($"{name.Replace(' ', '-')}-{++_number}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
