using System.Runtime;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Optimizers;
using CrackLab.Training;

namespace CrackLab.Tests.Training;

/// <summary>A notebook stops a cell by aborting or interrupting its thread, at any moment: training must survive that.</summary>
public sealed class InterruptionTests(ToySet toys) : IClassFixture<ToySet>
{
    private const int Times = 30;

    [Fact]
    public void Fit_ThreadAborted_LeavesAUsableModel()
    {
        var random = new Random(7);
        for (int i = 0; i < Times; i++)
        {
            Sequential model = ToyPhotos.Model();
            using var stop = new CancellationTokenSource();
            stop.CancelAfter(random.Next(5, 60));
#pragma warning disable SYSLIB0046 // The very call that a notebook makes.
            Assert.Throws<OperationCanceledException>(() => ControlledExecution.Run(() => TrainForever(model), stop.Token));
#pragma warning restore SYSLIB0046
            AssertUsable(model);
        }
    }

    [Fact]
    public void Fit_ThreadInterrupted_LeavesAUsableModel()
    {
        var random = new Random(8);
        for (int i = 0; i < Times; i++)
        {
            Sequential model = ToyPhotos.Model();
            Exception? ended = null;
            var thread = new Thread(() => ended = Record.Exception(() => TrainForever(model)));
            thread.Start();
            Thread.Sleep(random.Next(5, 60));
            while (!thread.Join(1))
            {
                thread.Interrupt();
            }

            Assert.IsType<ThreadInterruptedException>(ended);
            AssertUsable(model);
        }
    }

    [Fact]
    public void Fit_CallbackCancels_HasTheBestEpochsWeights()
    {
        Sequential model = ToyPhotos.Model();
        var stopper = new CancelAfter(epochs: 3);
        var trainer = new Trainer(model) { Epochs = 10, BatchSize = 8, CacheFolder = toys.Cache, Callbacks = { stopper } };

        Assert.Throws<OperationCanceledException>(() => trainer.Fit(toys.Split.Train, toys.Split.Validation));

        Assert.True(stopper.WasTold);
        Assert.Equal(stopper.Best!.Bits(), model.Bits());
        AssertUsable(model);
    }

    private void TrainForever(Sequential model)
    {
        var trainer = new Trainer(model)
        {
            Engine = new SimdEngine(threads: 3),
            Optimizer = new Adam(1e-3),
            Epochs = 1_000_000,
            BatchSize = 8,
            CacheFolder = toys.Cache,
        };
        trainer.Fit(toys.Split.Train, toys.Split.Validation);
    }

    private void AssertUsable(Sequential model)
    {
        Assert.All(model.Parameters, parameter => Assert.DoesNotContain(parameter.Values.ToArray(), value => !float.IsFinite(value)));
        var trainer = new Trainer(model) { Epochs = 1, BatchSize = 8, CacheFolder = toys.Cache };
        TrainingResult result = trainer.Fit(toys.Split.Train, toys.Split.Validation);
        Assert.Equal(1, result.BestEpoch);
        Assert.All(Scorer.Predict(model, toys.Split.Validation, cacheFolder: toys.Cache), value => Assert.InRange(value, 0f, 1f));
    }

    private sealed class CancelAfter(int epochs) : Callback
    {
        public Sequential? Best { get; private set; }

        public bool WasTold { get; private set; }

        public override void OnBatchEnd(ITraining training, BatchResult batch)
        {
            if (batch.Epoch > epochs)
            {
                throw new OperationCanceledException();
            }
        }

        public override void OnEpochEnd(ITraining training, EpochResult epoch) => Best = training.BestModel;

        public override void OnTrainFailed(ITraining training) => WasTold = training.IsInterrupted;
    }
}
