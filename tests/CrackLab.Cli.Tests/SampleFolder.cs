using CrackLab.Data.Synthetic;
using CrackLab.Engine;

namespace CrackLab.Cli.Tests;

/// <summary>A synthetic folder with broken files, and an untrained model, made once for the tests that only read them.</summary>
public sealed class SampleFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cracklab-cli-tests-").FullName;

    public SampleFolder()
    {
        Manifest = SyntheticConcrete.WriteFolder(Data, new SyntheticFolderOptions { Count = 12, Size = 64 });
        Sequential model = Models.CrackNet(size: 32);
        model.Metadata = new ModelMetadata { Classes = ["Negative", "Positive"], PictureSize = 64 };
        model.Save(Model);
    }

    /// <summary>The folder of photos.</summary>
    public string Data => Below("data");

    /// <summary>The model file.</summary>
    public string Model => Below("model.safetensors");

    /// <summary>What the folder holds.</summary>
    public SyntheticManifest Manifest { get; }

    /// <summary>A path outside the folder of photos.</summary>
    public string Below(string name) => Path.Combine(_root, name);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
