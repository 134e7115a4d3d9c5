using System.Text.Json.Nodes;
using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Fuzzing.Targets;

/// <summary>Folders of runs: run.json, history.csv and metrics.json in one input, parted by form feeds. Damage is a state of the run, never an exception.</summary>
internal sealed class RunTarget : FuzzTarget
{
    private const byte Part = 12;

    private static readonly string[] Names = ["run.json", "history.csv", "metrics.json"];

    private static readonly IReadOnlyList<FuzzSeed> Files = [new FuzzSeed("run", Make()), .. SeedFiles.Findings("run")];

    private readonly string _folder = Directory.CreateTempSubdirectory("cracklab-fuzzing-").FullName;

    /// <inheritdoc/>
    public override string Name => "run";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => Files;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => JsonMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab"];

    /// <inheritdoc/>
    public override long AllocationBound(byte[] input) => (1 << 20) + (512L * input.Length);

    /// <inheritdoc/>
    public override void Run(byte[] input, FuzzRandom random)
    {
        int start = 0;
        foreach (string name in Names)
        {
            int length = input.AsSpan(start).IndexOf(Part);
            int end = length < 0 ? input.Length : start + length;
            File.WriteAllBytes(Path.Combine(_folder, name), input[start..end]);
            start = Math.Min(input.Length, end + 1);
        }

        TrackedRun run = TrackedRun.Read(_folder);
        if (run.State == RunState.Damaged && string.IsNullOrWhiteSpace(run.Problem)) throw new ContradictionException("damage without a reason");
        _ = run.ToString();
        _ = run.Best(RunLine.Loss, RunLine.Validation);
        var table = new RunTable([run]);
        _ = table.OrderBy("epochs").ToString();
        foreach (string key in table.Keys) _ = RunValues.Show(table[run, key]);
    }

    /// <inheritdoc/>
    public override bool IsRefusal(Exception error) => false;

    private static byte[] Make()
    {
        string folder = Directory.CreateTempSubdirectory("cracklab-fuzzing-").FullName;
        try
        {
            string path = Path.Combine(folder, "a");
            new RunRecord
            {
                Name = "a run",
                Command = "cracklab train photos",
                Settings = new JsonObject { ["monitor"] = "validationAccuracy", ["epochs"] = 3, ["model"] = "cracknet", ["flip"] = true },
                Seed = 42,
                Dataset = new DatasetRecord
                {
                    Path = "photos",
                    Fingerprint = "abc",
                    Classes = ["Negative", "Positive"],
                    Counts = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal)
                    {
                        ["train"] = new Dictionary<string, int>(StringComparer.Ordinal) { ["Negative"] = 3, ["Positive"] = 4 },
                    },
                },
                Machine = MachineRecord.Current() with { Os = "an OS", Cpu = "a CPU", Cores = 2, Isa = "AVX2", DotNet = "10.0.0", CrackLab = "0.1.0" },
                Started = new DateTimeOffset(2024, 5, 17, 9, 31, 7, TimeSpan.Zero),
                Status = RunStatus.Finished,
            }.Write(path);
            byte[] record = File.ReadAllBytes(path);
            History.WriteCsv(path, [new EpochResult(1, 0.5, 0.9, 0.4, 0.91, 1e-3, 1000, 2.5), new EpochResult(2, 0.25, 0.95, 0.3, 0.93, 5e-4, 1000, 2.5)]);
            byte[] history = File.ReadAllBytes(path);
            return [.. record, Part, .. history, Part, .. """{"count": 10, "accuracy": 0.9, "accuracyInterval": [0.8, 0.95], "auc": null}"""u8];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        base.Dispose();
    }
}
