using CrackLab.Data.Synthetic;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Tests.Support;
using CrackLab.Experiments;
using CrackLab.Tracking;
using CrackLab.Training;

namespace Contract;

/// <summary>What a whole run keeps to on every engine: same trainer, callbacks, run folder and model file.</summary>
public abstract class RunContract
{
    private const double Tolerance = 1e-3;

    private static readonly HyperParameters Settings = new()
    {
        Size = 32,
        Epochs = 3,
        BatchSize = 8,
        AverageMomentum = 0.9,
        LearningRate = 5e-4,
        Calibrate = false,
        Aim = "threshold=0.5",
    };

    /// <summary>The engine under test.</summary>
    protected abstract IEngine Engine { get; }

    /// <summary>Another engine, or the same one by other instructions.</summary>
    protected abstract IEngine Peer { get; }

    [Fact]
    public void Resume_RunBegunOnTheOther_EndsAsIfItHadNotChanged()
    {
        using var folder = new TemporaryFolder();
        string data = Photos(folder);
        ExperimentResult whole = Experiment.Run(new ExperimentOptions { Data = data, Run = folder.File("whole"), Engine = Peer }, Settings);
        foreach ((IEngine from, IEngine to, string name) in new[] { (Peer, Engine, "there"), (Engine, Peer, "back") })
        {
            var options = new ExperimentOptions { Data = data, Run = folder.File(name) };
            using var cancel = new CancellationTokenSource();
            var stopper = new StepWatcher { Step = (_, done) => Cancel(done == 5, cancel) };
            ExperimentResult first = Experiment.Run(options with { Engine = from }, Settings, new ExperimentObserver { Callbacks = [stopper] }, cancel.Token);
            Assert.True(first.Training.IsInterrupted);
            Assert.Equal(from.Name, RunRecord.Read(first.Folder.RecordFile).Engine);

            ExperimentResult result = Experiment.Resume(options with { Engine = to }, new HyperParameters(), []);
            Assert.False(result.Training.IsInterrupted);
            Assert.Equal($"{from.Name}, then {to.Name}", RunRecord.Read(result.Folder.RecordFile).Engine);
            AssertClose(whole, result);
            Assert.True(File.Exists(result.Folder.ReportFile));
        }
    }

    [Fact]
    public void Fit_EndOfEveryEpoch_ModelHasTheWeightsOfTheEpoch()
    {
        using var folder = new TemporaryFolder();
        List<float[]> seen = [];
        var watcher = new StepWatcher
        {
            Epoch = training =>
            {
                seen.Add(Weights(training.Model));
                Assert.Equal(seen[^1], Weights(training.Capture().Model));

                // Far too large a rate: the first epoch stays the best.
                training.LearningRateFactor = 2000;
            },
        };
        ExperimentResult run = Experiment.Run(
            new ExperimentOptions { Data = Photos(folder), Run = folder.File("run"), Engine = Engine },
            Settings with { AverageMomentum = 0, Schedule = ScheduleKind.Constant },
            new ExperimentObserver { Callbacks = [watcher] });
        Assert.Equal(Settings.Epochs, seen.Count);
        Assert.Equal(1, run.Training.BestEpoch);
        Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal(Weights(Sequential.Load(run.Folder.BestModel)), Weights(run.Training.BestModel));
    }

    private static void AssertClose(ExperimentResult expected, ExperimentResult actual)
    {
        Assert.Equal(expected.Training.History.Count, actual.Training.History.Count);
        foreach ((EpochResult first, EpochResult second) in expected.Training.History.Zip(actual.Training.History))
        {
            Close.To(first.Loss, second.Loss, Tolerance, $"loss of epoch {first.Epoch}");
            Close.To(first.ValidationLoss!.Value, second.ValidationLoss!.Value, Tolerance, $"validation loss of epoch {first.Epoch}");
        }

        Close.To(Weights(Sequential.Load(expected.Folder.ModelFile)), Weights(Sequential.Load(actual.Folder.ModelFile)), Tolerance, "weights");
    }

    private static float[] Weights(Sequential model) => [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];

    private static string Photos(TemporaryFolder folder)
    {
        SyntheticConcrete.WriteFolder(folder.File("photos"), new SyntheticFolderOptions { Count = 40, Size = 48 });
        return folder.File("photos");
    }

    private static void Cancel(bool now, CancellationTokenSource source)
    {
        if (now)
        {
            source.Cancel();
        }
    }
}
