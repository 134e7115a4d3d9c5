using System.Text;
using CrackLab.Engine;
using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tensors;
using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Targets;

/// <summary>A model's architecture as JSON, and the shapes that follow from it.</summary>
internal sealed class ArchitectureTarget : FuzzTarget
{
    private const int MostWeights = 1 << 16;
    private const string FileName = "model.json";

    private static readonly Shape Input = new(32, 32, 3);

    private static readonly IReadOnlyList<FuzzSeed> Files =
    [
        .. ModelSeeds.Make().Select(seed => new FuzzSeed(seed.Name, Encoding.UTF8.GetBytes(ModelJson.Write(seed.Model)))),
        new FuzzSeed("crack", Encoding.UTF8.GetBytes(ModelJson.Write(Models.CrackNet(32)))),
        new FuzzSeed("seed", Encoding.UTF8.GetBytes(ModelJson.Write(Models.SeedCnn(32)))),
        .. SeedFiles.Findings("architecture"),
    ];

    /// <inheritdoc/>
    public override string Name => "architecture";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => Files;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => JsonMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab.Engine"];

    /// <inheritdoc/>
    public override void Run(byte[] input, FuzzRandom random)
    {
        Sequential model = ModelJson.Read(Encoding.UTF8.GetString(input), FileName);
        long weights = model.Specs(Input).Sum(spec => spec.Spec.Dimensions.Aggregate(1L, (product, size) => product > MostWeights ? product : product * size));
        if (weights <= MostWeights) _ = model.Build(Input).Summary();
    }

    /// <inheritdoc/>
    public override void Compare(byte[] input, FuzzRandom random)
    {
        string text = ModelJson.Write(ModelJson.Read(Encoding.UTF8.GetString(input), FileName));
        if (text != ModelJson.Write(ModelJson.Read(text, FileName))) throw new ContradictionException("what was written is read as something else");
    }

    /// <inheritdoc/>
    /// <remarks>Up to 65,536 weights, and layers with their names and shapes.</remarks>
    public override long AllocationBound(byte[] input) => (2 << 20) + (512L * input.Length);

    /// <inheritdoc/>
    /// <remarks>A layer that cannot take what the one before it gives is an <see cref="ArgumentException"/> of the model's.</remarks>
    public override bool IsRefusal(Exception error) => error is InvalidDataException || error.GetType() == typeof(ArgumentException);
}
