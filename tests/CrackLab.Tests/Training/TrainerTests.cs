using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Tests.Data;
using CrackLab.Training;

namespace CrackLab.Tests.Training;

public sealed class TrainerTests(ToySet toys) : IClassFixture<ToySet>
{
    [Fact]
    public void Fit_SeparableClasses_LearnsThem()
    {
        TrainingResult result = Fit(epochs: 8, new Adam(0.02));
        Assert.Equal(8, result.History.Count);
        Assert.Equal(Enumerable.Range(1, 8), result.History.Select(epoch => epoch.Epoch));
        Assert.True(result.History[^1].Loss < 0.5 * result.History[0].Loss, $"{result.History[0].Loss} to {result.History[^1].Loss}");
        Assert.Equal(1, result.History[result.BestEpoch - 1].ValidationAccuracy);
        Assert.False(result.IsInterrupted);
        Assert.Null(result.StopReason);
        Assert.Equal(["class0", "class1"], result.BestModel.Metadata.Classes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void Fit_SomeEpochs_GivesTheBestOnesWeights(double averageMomentum)
    {
        // A rate at which some epochs are worse than the one before.
        TrainingResult result = Fit(epochs: 6, new Sgd(2) { AverageMomentum = averageMomentum });
        Assert.Equal(result.History.MinBy(epoch => epoch.ValidationLoss)!.Epoch, result.BestEpoch);
        float[] outputs = Scorer.Predict(result.BestModel, toys.Split.Validation, cacheFolder: toys.Cache);
        int[] labels = [.. toys.Split.Validation.Samples.Select(sample => sample.Label)];
        Assert.Equal(result.History[result.BestEpoch - 1].ValidationLoss, Loss.OfProbabilities(outputs, labels) / labels.Length);
    }

    [Fact]
    public void Fit_BestEpochInTheMiddle_IsNotTheLastOnesWeights()
    {
        var weights = new List<int[]>();
        var watcher = new Watcher { Epoch = (training, _) => weights.Add(training.Model.Bits()) };
        TrainingResult result = Fit(epochs: 6, new Sgd(2), watcher);
        Assert.InRange(result.BestEpoch, 1, 5);
        Assert.Equal(weights[result.BestEpoch - 1], result.BestModel.Bits());
        Assert.NotEqual(weights[^1], result.BestModel.Bits());
    }

    [Fact]
    public void Fit_NoValidation_TakesTheEpochWithTheLowestLoss()
    {
        TrainingResult result = new Trainer(ToyPhotos.Model()) { Epochs = 3, BatchSize = 8, CacheFolder = toys.Cache }.Fit(toys.Split.Train);
        Assert.All(result.History, epoch => Assert.True(epoch is { ValidationLoss: null, ValidationAccuracy: null }));
        Assert.Equal(result.History.MinBy(epoch => epoch.Loss)!.Epoch, result.BestEpoch);
    }

    [Fact]
    public void Fit_ValidationFromAnotherFolder_IsReadThere()
    {
        using var folder = new TestFolder();
        ToyPhotos.Write(folder, "other", 3, 3);
        ImageSet other = ImageFolder.Open(folder["other"]).Inspect().Healthy;
        TrainingResult result = new Trainer(ToyPhotos.Model()) { Epochs = 2, CacheFolder = folder["cache"] }.Fit(toys.Split.Train, other);
        float[] outputs = Scorer.Predict(result.BestModel, other, cacheFolder: folder["cache"]);
        Assert.Equal(
            result.History[result.BestEpoch - 1].ValidationLoss,
            Loss.OfProbabilities(outputs, [.. other.Samples.Select(sample => sample.Label)]) / other.Count);
    }

    [Fact]
    public void Fit_ValidationOfOtherClasses_IsRefused()
    {
        var other = new ImageSet(toys.Split.Validation.Root, ["class1", "class0"], toys.Split.Validation.Samples);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Trainer(ToyPhotos.Model()).Fit(toys.Split.Train, other));
        Assert.Contains("expected the classes class0, class1, received class1, class0", error.Message);
    }

    [Fact]
    public void Fit_OneClass_IsRefused()
    {
        ImageSet train = toys.Split.Train;
        var one = new ImageSet(train.Root, train.Classes, [.. train.Samples.Where(sample => sample.Label == 1)]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Trainer(ToyPhotos.Model()).Fit(one));
        Assert.Contains("expected images of at least two classes, received 1", error.Message);
    }

    [Fact]
    public void Fit_OtherNumberOfOutputs_IsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Trainer(ToyPhotos.Model(classes: 3)).Fit(toys.Split.Train));
        Assert.Contains("expected 2 outputs for the classes class0, class1, received 3", error.Message);
    }

    [Fact]
    public void Fit_SettingsOutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(ToyPhotos.Model()) { Epochs = 0 }.Fit(toys.Split.Train));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(ToyPhotos.Model()) { BatchSize = 0 }.Fit(toys.Split.Train));
    }

    [Fact]
    public void Fit_WeightsExplodeInAnEpochsLastStep_NamesThatStep()
    {
        var trainer = new Trainer(ToyPhotos.Model()) { BatchSize = 64, Optimizer = new Sgd(1e300), CacheFolder = toys.Cache };
        DivergenceException error = Assert.Throws<DivergenceException>(() => trainer.Fit(toys.Split.Train, toys.Split.Validation));
        Assert.StartsWith("Training, epoch 1, batch 1: expected finite numbers, received NaN or infinity in weights '", error.Message);
    }

    [Fact]
    public void Fit_LastBatchPartialOrBatchLargerThanTheSet_CountsEachImageOnce()
    {
        foreach ((int size, int batches) in new[] { (5, 6), (27, 2), (28, 1), (1000, 1) })
        {
            int seen = 0;
            var trainer = new Trainer(ToyPhotos.Model()) { Epochs = 1, BatchSize = size, CacheFolder = toys.Cache };
            trainer.Callbacks.Add(new Watcher { Step = (_, step) => seen = step });
            TrainingResult result = trainer.Fit(toys.Split.Train, toys.Split.Validation);
            Assert.Equal(batches, seen);
            Assert.Equal(Math.Round(result.History[0].Accuracy * 28), result.History[0].Accuracy * 28, 1e-9);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Fit_OtherNumberOfThreads_GivesTheSameBits(int threads)
    {
        TrainingResult one = Fit(epochs: 2, new Adam(), engine: new SimdEngine(1));
        TrainingResult several = Fit(epochs: 2, new Adam(), engine: new SimdEngine(threads));
        Assert.Equal(one.BestModel.Bits(), several.BestModel.Bits());
        Assert.Equal(one.History.Select(epoch => epoch.ValidationLoss), several.History.Select(epoch => epoch.ValidationLoss));
    }

    [Fact]
    public void Fit_CancelledBefore_IsInterruptedWithTheInitialWeights()
    {
        Sequential model = ToyPhotos.Model();
        int[] initial = model.Bits();
        TrainingResult result = new Trainer(model) { CacheFolder = toys.Cache }.Fit(toys.Split.Train, toys.Split.Validation, OpenedThenCancelled());
        Assert.True(result.IsInterrupted);
        Assert.Empty(result.History);
        Assert.Equal(0, result.BestEpoch);
        Assert.Equal(initial, result.BestModel.Bits());
    }

    [Fact]
    public void Fit_CancelledInTheMiddle_EndsAfterThatBatch()
    {
        using var cancel = new CancellationTokenSource();
        int last = 0;
        bool interruptedAtEnd = false;
        var trainer = new Trainer(ToyPhotos.Model()) { Epochs = 5, BatchSize = 8, CacheFolder = toys.Cache };
        trainer.Callbacks.Add(Watcher.CancelAfter(6, cancel));
        trainer.Callbacks.Add(new Watcher { Step = (_, step) => last = step, End = training => interruptedAtEnd = training.IsInterrupted });
        TrainingResult result = trainer.Fit(toys.Split.Train, toys.Split.Validation, cancel.Token);
        Assert.Equal(6, last);
        Assert.True(result.IsInterrupted);
        Assert.True(interruptedAtEnd);
        Assert.Single(result.History);
    }

    [Fact]
    public void Fit_CallbackStopsTraining_EndsAfterTheEpochWithItsReason()
    {
        var stop = new Watcher { Step = (training, step) => training.StopTraining($"step {step}") };
        TrainingResult result = Fit(epochs: 5, new Adam(), stop);
        Assert.Single(result.History);
        Assert.Equal("step 1", result.StopReason);
        Assert.False(result.IsInterrupted);
    }

    private CancellationToken OpenedThenCancelled()
    {
        // The cache is there already, so that only training itself can notice the cancellation.
        Fit(epochs: 1, new Adam());
        return new CancellationToken(canceled: true);
    }

    private TrainingResult Fit(int epochs, Optimizer optimizer, Callback? callback = null, IEngine? engine = null)
    {
        var trainer = new Trainer(ToyPhotos.Model())
        {
            Engine = engine ?? new SimdEngine(),
            Optimizer = optimizer,
            Epochs = epochs,
            BatchSize = 8,
            CacheFolder = toys.Cache,
        };
        if (callback is not null)
        {
            trainer.Callbacks.Add(callback);
        }

        return trainer.Fit(toys.Split.Train, toys.Split.Validation);
    }
}
