using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Serialization;
using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;
using CrackLab.Training;

namespace CrackLab.Fuzzing.Targets;

/// <summary>Safetensors files, models and checkpoints.</summary>
internal sealed class SafetensorsTarget : FileTarget
{
    private static readonly IReadOnlyList<FuzzSeed> Files = [.. Make(), .. SeedFiles.Findings("safetensors")];

    /// <inheritdoc/>
    public override string Name => "safetensors";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => Files;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => SafetensorsMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab.Engine"];

    /// <inheritdoc/>
    protected override string FileName => "model.safetensors";

    /// <inheritdoc/>
    /// <remarks>The weights twice, and for the header some objects a byte: a name, a shape, a layer.</remarks>
    public override long AllocationBound(byte[] input) => (1 << 20) + (512L * input.Length);

    /// <inheritdoc/>
    protected override void Read(string path, FuzzRandom random)
    {
        switch (random.Below(4))
        {
            case 0:
                Safetensors.Read(path);
                break;
            case 1:
                Checkpoint.Load(path);
                break;
            default:
                _ = ModelFile.Load(path).Summary();
                break;
        }
    }

    private static IEnumerable<FuzzSeed> Make()
    {
        string folder = Directory.CreateTempSubdirectory("cracklab-fuzzing-").FullName;
        try
        {
            string path = Path.Combine(folder, "a.safetensors");
            foreach ((string name, Sequential model) in ModelSeeds.Make())
            {
                model.Save(path);
                yield return new FuzzSeed(name, File.ReadAllBytes(path));
            }

            Sequential small = ModelSeeds.Make().First().Model;
            NamedTensor moment = new("optimizer/m/dense/kernel", [11, 5], new float[55]);
            new Checkpoint(small, [moment], new TrainingPosition { Epoch = 2, History = [new EpochResult(1, 0.5, 0.9, 0.6, null, 1e-3, 100, 2)] }).Save(path);
            yield return new FuzzSeed("checkpoint", File.ReadAllBytes(path));
            using (FileStream stream = File.Create(path))
            {
                NamedTensor[] tensors = [new("a", [2, 3], new float[6]), new("b", [], new float[1]), new("c", [0, 7], Array.Empty<float>())];
                Safetensors.Write(stream, tensors, new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" });
            }

            yield return new FuzzSeed("tensors", File.ReadAllBytes(path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
