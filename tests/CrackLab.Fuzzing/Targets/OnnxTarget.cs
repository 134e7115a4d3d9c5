using CrackLab.Engine;
using CrackLab.Engine.Onnx;
using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Targets;

/// <summary>ONNX files.</summary>
internal sealed class OnnxTarget : FileTarget
{
    private const int MetadataField = 14;

    private static readonly IReadOnlyList<FuzzSeed> Files = [.. Make(), .. SeedFiles.Findings("onnx")];

    /// <inheritdoc/>
    public override string Name => "onnx";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => Files;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => ProtoMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab.Engine"];

    /// <inheritdoc/>
    protected override string FileName => "model.onnx";

    /// <inheritdoc/>
    /// <remarks>Empty messages take two bytes in a file and some hundred in memory; the graph is made a second time to compare.</remarks>
    public override long AllocationBound(byte[] input) => (2 << 20) + (1024L * input.Length);

    /// <inheritdoc/>
    protected override void Read(string path, FuzzRandom random) => _ = OnnxFile.Import(path).Summary();

    private static IEnumerable<FuzzSeed> Make()
    {
        string folder = Directory.CreateTempSubdirectory("cracklab-fuzzing-").FullName;
        try
        {
            string path = Path.Combine(folder, "a.onnx");
            foreach ((string name, Sequential model) in ModelSeeds.Make())
            {
                OnnxFile.Export(model, path);
                yield return new FuzzSeed(name, File.ReadAllBytes(path));
                yield return new FuzzSeed($"{name}-without-metadata", WithoutMetadata(File.ReadAllBytes(path)));
                if (name != "picture") continue;
                OnnxFile.Export(model, path, anySize: true);
                yield return new FuzzSeed($"{name}-any-size", File.ReadAllBytes(path));
                yield return new FuzzSeed($"{name}-any-size-without-metadata", WithoutMetadata(File.ReadAllBytes(path)));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The file without its strings: layers must be read off the nodes.</summary>
    private static byte[] WithoutMetadata(byte[] file) => ProtoMutations.Without(file, MetadataField);
}
