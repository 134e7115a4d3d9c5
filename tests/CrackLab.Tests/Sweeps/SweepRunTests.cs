using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Sweeps;
using CrackLab.Tests.Data;
using CrackLab.Tests.Training;
using CrackLab.Tracking;

namespace CrackLab.Tests.Sweeps;

public sealed class SweepRunTests(ToySet toys) : IClassFixture<ToySet>, IDisposable
{
    private const int Trials = 4;

    private static readonly string[] Settings = ["size=16", "epochs=4", "batchSize=8", "keepTogether=duplicates", "trainPart=0.6", "validationPart=0.2", "testPart=0.2"];

    private readonly TestFolder _folder = new();

    [Fact]
    public void Run_Halving_GivesFewTrialsAllEpochsAndEachGoesOnFromItsCheckpoint()
    {
        SearchResult halved = Sweep.Run(Options("halved", halving: true));
        SearchResult whole = Sweep.Run(Options("whole"));

        Assert.True(halved.IsFinished);
        Assert.Equal([1, 1, 2, 4], halved.Trials.Select(trial => trial.History.Count).Order());
        Assert.Equal(Trials * 4, whole.Epochs);
        SearchTrial best = halved.Best;
        Assert.Equal(TrialState.Finished, best.State);
        Assert.Equal(3, halved.Trials.Count(trial => trial.State == TrialState.Pruned));

        // Paused twice on the way, yet the same bits as the trial that had its epochs at one go.
        RunFolder paused = RunFolder.Open(best.Run!), straight = RunFolder.Open(whole.Trials[best.Number - 1].Run!);
        Assert.Equal(Sequential.Load(straight.LastModel).Bits(), Sequential.Load(paused.LastModel).Bits());
        Assert.Equal(Sequential.Load(straight.BestModel).Bits(), Sequential.Load(paused.BestModel).Bits());
        Assert.Equal(4, History.ReadCsv(paused.HistoryFile).Count);
        Assert.Equal(RunStatus.Finished, RunRecord.Read(paused.RecordFile).Status);
        Assert.Equal(File.ReadAllText(straight.SplitFile), File.ReadAllText(paused.SplitFile));
        Assert.Contains($"trial {best.Number} with", File.ReadAllText(halved.Page!), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_PausedTrial_TellsItsSettingsAndEachEpochOnceInItsEventFiles()
    {
        SearchTrial best = Sweep.Run(Options("events", halving: true)).Best;

        SummaryEvent[] events = [.. Directory.EnumerateFiles(best.Run!, "events.out.tfevents.*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "validation")
            .SelectMany(file => EventFileReader.Read(file).Events)];
        SessionStartEvent start = Assert.Single(events.OfType<SessionStartEvent>());
        Assert.True(start.Settings.ContainsKey("learningRate"));
        Assert.Equal([0, 1, 2, 3], events.OfType<ScalarEvent>().Where(scalar => scalar.Tag == "epoch_loss").Select(scalar => scalar.Step).Order());
        Assert.Equal(events.DistinctBy(one => (one.Tag, one.Step)).Count(), events.Length);
    }

    [Fact]
    public void Run_TwoAtATime_ComesToTheSameScores()
    {
        SearchResult one = Sweep.Run(Options("one") with { Threads = 1 });
        SearchResult two = Sweep.Run(Options("two") with { Threads = 2, Parallel = 2 });

        Assert.Equal(one.Trials.Select(trial => trial.Score), two.Trials.Select(trial => trial.Score));
        Assert.All(two.Trials, trial => Assert.Single(trial.Workers));
    }

    [Fact]
    public void Run_CancelledAndResumed_RepeatsNothingAndEndsAlike()
    {
        SearchResult whole = Sweep.Run(Options("uncut"));
        SweepOptions options = Options("cut");
        using var cancel = new CancellationTokenSource();
        int batches = 0;
        var observer = new SweepObserver
        {
            Batch = (_, _) =>
            {
                if (++batches == 23)
                {
                    cancel.Cancel();
                }
            },
        };

        SearchResult cut = Sweep.Run(options, observer, cancel.Token);
        Assert.False(cut.IsFinished);
        Assert.Contains(cut.Trials, trial => trial.State == TrialState.Finished);
        int before = batches;
        SearchResult resumed = Sweep.Run(options with { Resume = true }, observer);

        Assert.Equal(whole.Trials.Select(trial => trial.Score), resumed.Trials.Select(trial => trial.Score));
        int each = (int)Math.Ceiling(DataSplit.ReadCsv(Path.Combine(cut.Folder!, "split.csv"), toys.Photos, ["class0", "class1"]).Train.Count / 8.0);
        Assert.Equal(23, before);
        Assert.Equal(Trials * 4 * each, batches);
    }

    [Fact]
    public void Run_TrialThatCannotBeTrained_FailsAndTheOthersGoOn()
    {
        SearchResult result = Sweep.Run(Options("failing", parameters: [SearchParameter.Choice("model", "cracknet", _folder["none.json"])]));

        Assert.Equal([TrialState.Finished, TrialState.Failed], result.Trials.Select(trial => trial.State));
        Assert.Contains("none.json: expected an architecture in JSON", result.Trials[1].Note, StringComparison.Ordinal);
        Assert.Equal(1, result.Best.Number);
    }

    [Fact]
    public void Run_Patience_StopsATrialEarly()
    {
        SweepSpec spec = Options("x").Spec;
        SearchResult result = Sweep.Run(Options("early") with
        {
            Spec = spec with { Settings = [.. Settings, "patience=1", "learningRate=1e-9", "epochs=30"], Parameters = [SearchParameter.Choice("seed", 1)] },
        });

        Assert.Equal(TrialState.Finished, result.Trials[0].State);
        Assert.InRange(result.Trials[0].History.Count, 2, 29);
        Assert.StartsWith("no better accuracy than epoch", result.Trials[0].Note);
    }

    [Fact]
    public void Run_FolderInUse_IsRefusedUnlessResumedWithTheSameSpecification()
    {
        SweepOptions options = Options("taken");
        Sweep.Prepare(options);

        Assert.Contains("expected a new or empty folder", Assert.Throws<IOException>(() => Sweep.Run(options)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "expected the specification that the sweep began with",
            Assert.Throws<ArgumentException>(() => Sweep.Run(options with { Resume = true, Spec = options.Spec with { Seed = 5 } })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "expected from 1 to 2 trials at a time",
            Assert.Throws<ArgumentException>(() => Sweep.Run(options with { Resume = true, Threads = 2, Parallel = 3 })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Fence_ClaimThatSomebodyHas_StopsBeforeDamage()
    {
        using SweepFolder folder = SweepFolder.Open(Options("fence"), new SweepObserver(), TestContext.Current.CancellationToken);
        folder.Fence(new TrialClaim(1, 0, 1));
        folder.Fence(new TrialClaim(1, 0, 2));

        Assert.Contains("expected file locks that work", Assert.Throws<IOException>(() => folder.Fence(new TrialClaim(1, 0, 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Trials_AreNotJudgedOnTheTestPart()
    {
        SearchResult result = Sweep.Run(Options("unseen", parameters: [SearchParameter.Choice("seed", 3)]));
        DataSplit split = DataSplit.ReadCsv(Path.Combine(result.Folder!, "split.csv"), toys.Photos, ["class0", "class1"]);

        Assert.NotEmpty(split.Test.Samples);
        Assert.False(File.Exists(RunFolder.Open(result.Best.Run!).MetricsFile));
    }

    public void Dispose() => _folder.Dispose();

    private SweepOptions Options(string name, bool halving = false, IReadOnlyList<SearchParameter>? parameters = null) => new()
    {
        Folder = _folder[name],
        Threads = 2,
        Command = "cracklab sweep spec.json",
        Spec = new SweepSpec
        {
            Data = toys.Photos,
            Settings = Settings,
            Parameters = parameters ?? [SearchParameter.Choice("learningRate", 1e-4, 1e-3, 1e-2, 1e-1)],
            IsGrid = true,
            Halving = halving ? new SuccessiveHalving { Factor = 2 } : null,
        },
    };
}
