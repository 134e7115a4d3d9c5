using System.Text;
using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;
using CrackLab.Sweeps;

namespace CrackLab.Fuzzing.Targets;

/// <summary>Specifications of sweeps.</summary>
internal sealed class SweepTarget : FileTarget
{
    private static readonly IReadOnlyList<FuzzSeed> Files =
    [
        .. new (string Name, string Text)[]
        {
            ("random", """
                {"data": "photos", "groups": "groups.csv", "labels": "labels.csv", "positive": "Positive", "settings": {"epochs": 9, "model": "seed"}, "search": "random", "trials": 27, "seed": 7,
                 "halving": {"minEpochs": 1, "factor": 3},
                 "parameters": {"learningRate": {"logUniform": [0.0003, 0.03]}, "batchSize": {"choice": [32, 64, 128]}, "labelSmoothing": {"uniform": [0, 0.1]}, "patience": {"int": [0, 5]}}}
                """),
            ("grid", """
                {"data": "/photos", "search": "grid", // a comment
                 "parameters": {"optimizer": {"choice": ["adam", "adamW"]}, "horizontalFlip": {"choice": [true, false]}, "model": {"choice": ["cracknet", "a.json"]}},}
                """),
        }.Select(spec => new FuzzSeed(spec.Name, Encoding.UTF8.GetBytes(spec.Text))),
        .. SeedFiles.Findings("sweep"),
    ];

    /// <inheritdoc/>
    public override string Name => "sweep";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => Files;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => JsonMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab"];

    /// <inheritdoc/>
    protected override string FileName => "spec.json";

    /// <inheritdoc/>
    /// <remarks>Every value is tried on the settings, which are written and read as JSON for it; and all trials are drawn.</remarks>
    public override long AllocationBound(byte[] input) => (64L << 20) + (1L << 14) * input.Length;

    /// <inheritdoc/>
    protected override void Read(string path, FuzzRandom random)
    {
        SweepSpec spec = SweepSpecFile.Read(path, random.OneIn(4) ? random.Between(1, 30) : null);
        foreach (IReadOnlyDictionary<string, string> trial in spec.Draw()) _ = spec.SettingsOf(trial);
        _ = spec.Fingerprint();
    }
}
