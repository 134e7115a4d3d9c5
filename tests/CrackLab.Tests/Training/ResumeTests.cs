using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Schedules;
using CrackLab.Tests.Data;
using CrackLab.Training;

namespace CrackLab.Tests.Training;

public sealed class ResumeTests(ToySet toys) : IClassFixture<ToySet>
{
    private const int BatchesPerEpoch = 4;

    public static TheoryData<string, int> Interruptions
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (string optimizer in new[] { "adam", "adamw average", "sgd", "sgd average" })
            {
                foreach (int step in new[] { 1, 3, BatchesPerEpoch, BatchesPerEpoch + 1, (2 * BatchesPerEpoch) - 1, 3 * BatchesPerEpoch })
                {
                    data.Add(optimizer, step);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Interruptions))]
    public void Fit_InterruptedAndResumed_EqualsAnUninterruptedTraining(string optimizer, int step)
    {
        using var folder = new TestFolder();
        Outcome whole = Train(optimizer, folder["whole"]);
        using var cancel = new CancellationTokenSource();
        Outcome first = Train(optimizer, folder["cut"], cancel: cancel, watcher: Watcher.CancelAfter(step, cancel));
        Assert.True(first.Result.IsInterrupted);
        // At an epoch's last step its validation is given up, and the epoch is not counted yet.
        Assert.Equal((step - 1) / BatchesPerEpoch, first.Result.History.Count);
        AssertSame(whole, Train(optimizer, folder["cut"], resume: true));
    }

    [Fact]
    public void Fit_InterruptedTwice_EqualsAnUninterruptedTraining()
    {
        using var folder = new TestFolder();
        Outcome whole = Train("sgd average", folder["whole"]);
        foreach (int step in new[] { 2, 7 })
        {
            using var cancel = new CancellationTokenSource();
            Train("sgd average", folder["cut"], resume: step > 2, cancel: cancel, watcher: Watcher.CancelAfter(step, cancel));
        }

        AssertSame(whole, Train("sgd average", folder["cut"], resume: true));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(BatchesPerEpoch)]
    [InlineData(3 * BatchesPerEpoch)]
    [InlineData(4 * BatchesPerEpoch)]
    public void Fit_FromACheckpointTakenBetweenBatches_EqualsTheTrainingThatTookIt(int step)
    {
        using var folder = new TestFolder();
        var taker = new Watcher
        {
            Step = (training, done) =>
            {
                if (done == step)
                {
                    training.Capture().Save(folder["cut/last.safetensors"]);
                    if (File.Exists(folder["whole/best.safetensors"]))
                    {
                        File.Copy(folder["whole/best.safetensors"], folder["cut/best.safetensors"]);
                    }
                }
            },
        };
        Outcome whole = Train("adam", folder["whole"], watcher: taker);
        AssertSame(whole, Train("adam", folder["cut"], resume: true));
    }

    [Fact]
    public void Fit_FinishedTraining_GivesTheBestModelAtOnce()
    {
        using var folder = new TestFolder();
        Outcome whole = Train("adam", folder["run"]);
        Outcome again = Train("adam", folder["run"], resume: true, watcher: new Watcher { Step = (_, step) => Assert.Fail($"step {step}") });
        AssertSame(whole, again);
    }

    [Fact]
    public void Fit_ResumedWithoutTheBestModel_IsRefused()
    {
        using var folder = new TestFolder();
        Train("adam", folder["run"]);
        File.Delete(folder["run/best.safetensors"]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => Train("adam", folder["run"], resume: true));
        Assert.Matches("expected the model of the best epoch so far, [1-4], received none", error.Message);
    }

    [Fact]
    public void Fit_ResumedWithAnotherOptimizer_IsRefused()
    {
        using var folder = new TestFolder();
        Train("sgd", folder["run"]);
        Assert.Contains(
            "Resume with the optimizer that the run began with",
            Assert.Throws<ArgumentException>(() => Train("adam", folder["run"], resume: true)).Message);
    }

    private static void AssertSame(Outcome expected, Outcome actual)
    {
        Assert.False(actual.Result.IsInterrupted);
        Assert.Equal(expected.Result.History.Select(Timeless), actual.Result.History.Select(Timeless));
        Assert.Equal(expected.Result.BestEpoch, actual.Result.BestEpoch);
        Assert.Equal(expected.Result.BestModel.Bits(), actual.Result.BestModel.Bits());
        Assert.Equal(expected.Last.Model.Bits(), actual.Last.Model.Bits());
        Assert.Equal(expected.Last.State.Select(tensor => tensor.Name), actual.Last.State.Select(tensor => tensor.Name));
        Assert.Equal(expected.Last.State.SelectMany(Bits), actual.Last.State.SelectMany(Bits));
    }

    private static EpochResult Timeless(EpochResult epoch) => epoch with { Seconds = 0, ImagesPerSecond = 0 };

    private static IEnumerable<int> Bits(NamedTensor tensor) => tensor.Values.ToArray().Select(BitConverter.SingleToInt32Bits);

    private Outcome Train(string optimizer, string run, bool resume = false, CancellationTokenSource? cancel = null, Watcher? watcher = null)
    {
        string last = Path.Combine(run, "last.safetensors");
        string best = Path.Combine(run, "best.safetensors");

        // Another seed for the initial weights of a resumed one: all weights must come from the checkpoint.
        var trainer = new Trainer(ToyPhotos.Model(seed: resume ? 99 : 1))
        {
            Optimizer = optimizer switch
            {
                "adam" => new Adam(0.02),
                "adamw average" => new AdamW(0.02) { WeightDecay = 0.01, AverageMomentum = 0.9 },
                "sgd" => new Sgd(0.3),
                _ => new Sgd(0.3) { AverageMomentum = 0.9, ClipNorm = 1 },
            },
            Schedule = new OneCycle(),
            Epochs = 4,
            BatchSize = 8,
            Augmentation = Augmentation.Default,
            CacheFolder = toys.Cache,
            ResumeFrom = resume ? Checkpoint.Load(last) : null,
            ResumeBest = resume && File.Exists(best) ? Sequential.Load(best) : null,
        };
        Checkpoint? end = null;
        trainer.Callbacks.Add(new ReduceOnPlateau(factor: 0.5, patience: 1));
        trainer.Callbacks.Add(new ModelCheckpoint(last, best));
        trainer.Callbacks.Add(new Watcher { End = training => end = Copy(training.Capture()) });
        if (watcher is not null)
        {
            trainer.Callbacks.Add(watcher);
        }

        TrainingResult result = trainer.Fit(toys.Split.Train, toys.Split.Validation, cancel?.Token ?? CancellationToken.None);
        return new Outcome(result, end!);
    }

    private static Checkpoint Copy(Checkpoint now) => now with
    {
        Model = now.Model.Clone(),
        State = [.. now.State.Select(tensor => tensor with { Values = tensor.Values.ToArray() })],
    };

    private sealed record Outcome(TrainingResult Result, Checkpoint Last);
}
