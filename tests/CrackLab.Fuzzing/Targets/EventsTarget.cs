using System.Text.Json.Nodes;
using CrackLab.Engine;
using CrackLab.Fuzzing.Mutators;
using CrackLab.Fuzzing.Running;
using CrackLab.Imaging;
using CrackLab.Tracking;

namespace CrackLab.Fuzzing.Targets;

/// <summary>TensorBoard's event files, and the curves drawn of them.</summary>
internal sealed class EventsTarget : FileTarget
{
    private static readonly IReadOnlyList<FuzzSeed> Files = [.. Make(), .. SeedFiles.Findings("events")];

    /// <inheritdoc/>
    public override string Name => "events";

    /// <inheritdoc/>
    public override IReadOnlyList<FuzzSeed> Seeds => Files;

    /// <inheritdoc/>
    public override IReadOnlyList<Mutation> Mutations => RecordMutations.All;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Assemblies => ["CrackLab"];

    /// <inheritdoc/>
    protected override string FileName => "events.out.tfevents.1";

    /// <inheritdoc/>
    /// <remarks>A record is read twice where the one before it is damaged; an event's objects take many times its bytes, and numbers packed to a byte become doubles.</remarks>
    public override long AllocationBound(byte[] input) => (64L << 20) + (256L * input.Length);

    /// <inheritdoc/>
    protected override void Read(string path, FuzzRandom random)
    {
        if (random.OneIn(4))
        {
            foreach (RunLine line in TrackedRun.Read(Folder).Lines) _ = line.ToString();
            return;
        }

        EventFile file = EventFileReader.Read(path);
        long length = new FileInfo(path).Length;
        foreach (EventFileDamage damage in file.Damages)
        {
            if (damage.Offset < 0 || damage.Offset > length || string.IsNullOrWhiteSpace(damage.Reason)) throw new ContradictionException($"damage at byte {damage.Offset}: '{damage.Reason}'");
        }

        foreach (SummaryEvent what in file.Events)
        {
            if (what is SessionStartEvent start) _ = start.Settings.ToJsonString();
            _ = what.ToString();
        }
    }

    private static IEnumerable<FuzzSeed> Make()
    {
        string folder = Directory.CreateTempSubdirectory("cracklab-fuzzing-").FullName;
        try
        {
            var settings = new JsonObject { ["rate"] = 0.1, ["flip"] = true, ["model"] = "cracknet" };
            (string Name, Action<EventFileWriter> Write)[] kinds =
            [
                ("scalars", writer => Each(3, step => writer.WriteScalar("epoch_loss", step, 1.0 / (step + 1)))),
                ("histograms", writer => Each(2, step => writer.WriteHistogram("weights/a", step, Histogram.Of([1, 2, 3, 3, step])))),
                ("images", writer => writer.WriteImages("images/a", 1, new Image(4, 3), new Image(4, 3, 1))),
                ("text", writer => writer.WriteText("text", 0, "# A title\n\n| a | b |\n|---|---|\n| 1 | 2 |")),
                ("curve", writer => writer.WritePrecisionRecall("pr_curve/a", 2, [new ThresholdCounts(5, 4, 3, 2), new ThresholdCounts(1, 0, 9, 9)])),
                ("settings", writer =>
                {
                    writer.WriteExperiment(settings, [("validation", "epoch_loss")]);
                    writer.WriteSessionStart(settings);
                    writer.WriteSessionEnd(RunStatus.Finished);
                }),
                ("graph", writer => writer.WriteGraph(Models.CrackNet(16))),
            ];
            foreach ((string name, Action<EventFileWriter> write) in kinds)
            {
                string own = Path.Combine(folder, name);
                using (var writer = new EventFileWriter(own)) write(writer);
                yield return new FuzzSeed(name, File.ReadAllBytes(Directory.EnumerateFiles(own).Single()));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Each(int count, Action<int> act)
    {
        for (int i = 0; i < count; i++) act(i);
    }
}
