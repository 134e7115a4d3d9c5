using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Optimizers;
using CrackLab.Tests.Data;
using CrackLab.Training;

namespace CrackLab.Tests.Training;

/// <summary>Trainings whose numbers break: where that was, and what is left.</summary>
public sealed class DivergenceTests(ToySet toys) : IClassFixture<ToySet>
{
    [Theory]
    [InlineData("Sgd", 0)]
    [InlineData("Sgd", 0.9)]
    [InlineData("Adam", 0)]
    [InlineData("Adam", 0.9)]
    [InlineData("AdamW", 0)]
    [InlineData("AdamW", 0.9)]
    public void Fit_ExplodingRate_NamesTheStepAndGivesBackTheWeights(string optimizer, double averageMomentum)
    {
        Sequential model = ToyPhotos.Model();
        int[] before = model.Bits();
        int steps = 0;
        DivergenceException error = Assert.Throws<DivergenceException>(() =>
            Fit(model, Make(optimizer, 1e38, averageMomentum), new Watcher { Step = (_, step) => steps = step }));
        Divergence divergence = error.Divergence;
        Assert.Equal(1, divergence.Epoch);
        Assert.Equal(steps + 1, divergence.Batch);
        Assert.NotNull(divergence.Layer);
        Assert.Contains(divergence.Layer, model.Layers.Select(layer => layer.Name));
        Assert.Equal(8, divergence.BatchSize);
        Assert.All(divergence.Files, file => Assert.Contains(file, toys.Split.Train.Samples.Select(sample => sample.Path)));
        Assert.StartsWith($"Training, epoch 1, batch {steps + 1}: expected finite numbers, received NaN or infinity in ", error.Message);
        Assert.Contains($"'{divergence.Layer}'", error.Message);
        Assert.Contains($"'{divergence.Files[0]}'", error.Message);
        Assert.Contains("the learning rate is 1E+38. ", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("learning rate", error.Message[error.Message.IndexOf("1E+38", StringComparison.OrdinalIgnoreCase)..]);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(before, model.Bits());
    }

    [Fact]
    public void Fit_WeightBrokenInTheSecondEpoch_NamesItAndGivesTheFirstsWeights()
    {
        Sequential model = ToyPhotos.Model();
        int[]? best = null;
        var breaker = new Watcher
        {
            Epoch = (training, _) => best ??= training.Model.Bits(),
            Step = (training, step) => _ = step == 5 ? Break(training) : 0,
        };
        int Break(ITraining training)
        {
            training.Model.Parameters.Single(parameter => parameter.Name == "dense/kernel").Values[1] = float.NaN;
            return 1;
        }

        DivergenceException error = Assert.Throws<DivergenceException>(() => Fit(model, new Adam(1e-3), breaker));
        // The step met it: the engine computes by the copy of a weight that it made before.
        Assert.Equal((2, 2, FaultStage.Update, "dense", "dense/kernel"),
            (error.Divergence.Epoch, error.Divergence.Batch, error.Divergence.Stage, error.Divergence.Layer, error.Divergence.Tensor));
        Assert.Equal(best, model.Bits());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-30)]
    public void Fit_RateOfNothing_Trains(double rate)
    {
        TrainingResult result = Fit(ToyPhotos.Model(), new AdamW(rate));
        Assert.All(result.History, epoch => Assert.True(double.IsFinite(epoch.Loss)));
    }

    [Theory]
    [InlineData("Sgd")]
    [InlineData("Adam")]
    [InlineData("AdamW")]
    public void Fit_RateOf1e30_TrainsOrSaysWhere(string optimizer)
    {
        Sequential model = ToyPhotos.Model();
        try
        {
            Assert.All(Fit(model, Make(optimizer, 1e30, 0)).History, epoch => Assert.True(double.IsFinite(epoch.Loss) && double.IsFinite(epoch.ValidationLoss!.Value)));
        }
        catch (DivergenceException error)
        {
            Assert.StartsWith("Training, epoch ", error.Message);
        }

        Assert.All(model.Parameters, parameter => Assert.True(FaultFinder.IsFinite(parameter.Values)));
    }

    [Fact]
    public void Fit_BlackPicturesAndAClassOfOne_StaysFinite()
    {
        using var folder = new TestFolder();
        byte[] black = CrackLab.Imaging.PngEncoder.Encode(new Imaging.Image(ToyPhotos.Size, ToyPhotos.Size, 3, new byte[ToyPhotos.Size * ToyPhotos.Size * 3]));
        for (int i = 0; i < 16; i++)
        {
            folder.Write($"photos/class0/{i:D2}.png", black);
        }

        folder.Write("photos/class1/only.png", ToyPhotos.Png(1, 0));
        ImageSet all = ImageFolder.Open(folder["photos"]).Inspect().Healthy;
        var trainer = new Trainer(ToyPhotos.Model()) { Epochs = 3, BatchSize = 8, CacheFolder = folder["cache"] };
        TrainingResult result = trainer.Fit(all, all);
        Assert.All(result.History, epoch => Assert.True(double.IsFinite(epoch.Loss) && double.IsFinite(epoch.ValidationLoss!.Value)));
        Assert.True(FaultFinder.IsFinite(Scorer.Predict(result.BestModel, all, cacheFolder: folder["cache"])));
    }

    [Fact]
    public void Predict_OverflowingModel_NamesFileAndLayer()
    {
        Sequential model = ToyPhotos.Model();
        model.Parameters.Single(parameter => parameter.Name == "dense/kernel").Values.Fill(float.MaxValue);
        model.Parameters.Single(parameter => parameter.Name == "dense/bias").Values.Fill(float.MaxValue);
        model.Parameters.Single(parameter => parameter.Name == "batch_normalization/beta").Values.Fill(9);
        ArithmeticException error = Assert.Throws<ArithmeticException>(() => Scorer.Predict(model, toys.Split.Validation, cacheFolder: toys.Cache));
        Assert.StartsWith($"Predicting '{toys.Split.Validation.Samples[0].Path}' by '{model.Name}': expected finite numbers, received NaN or infinity in outputs of layer 'dense'.", error.Message);
    }

    private static Optimizer Make(string name, double rate, double averageMomentum) => name switch
    {
        "Sgd" => new Sgd(rate) { AverageMomentum = averageMomentum },
        "Adam" => new Adam(rate) { AverageMomentum = averageMomentum },
        _ => new AdamW(rate) { AverageMomentum = averageMomentum },
    };

    private TrainingResult Fit(Sequential model, Optimizer optimizer, params Callback[] callbacks)
    {
        var trainer = new Trainer(model) { Epochs = 3, BatchSize = 8, Optimizer = optimizer, CacheFolder = toys.Cache };
        foreach (Callback callback in callbacks)
        {
            trainer.Callbacks.Add(callback);
        }

        return trainer.Fit(toys.Split.Train, toys.Split.Validation);
    }
}
