using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Tests.Support;

namespace Contract;

/// <summary>What every engine keeps to, so that it can take the place of another: a class in each engine's tests runs all of it.</summary>
/// <remarks>Outputs, gradients and losses agree within 1e-4 of the largest value: engines add in different orders.</remarks>
public abstract class EngineContract
{
    private const double Tolerance = 1e-4;
    private const int Steps = 10;

    public static TheoryData<string> Nets => [.. ContractNets.All.Keys];

    public static TheoryData<string> Optimizers => [.. ByName.Keys];

    /// <summary>The engine under test.</summary>
    protected abstract IEngine Engine { get; }

    /// <summary>Another engine, or the same one by other instructions.</summary>
    protected abstract IEngine Peer { get; }

    // Rates at which ten steps do not blow rounding up: at ten times that, one engine's own threads part ways.
    private static Dictionary<string, Optimizer> ByName => new(StringComparer.Ordinal)
    {
        ["Sgd"] = new Sgd(0.005) { WeightDecay = 0.01 },
        ["Sgd, Nesterov, clipped"] = new Sgd(0.005) { Nesterov = true, ClipNorm = 0.3 },
        ["Adam, decay in the gradient, clipped"] = new Adam(1e-3) { WeightDecay = 0.01, ClipNorm = 0.3 },
        ["AdamW, clipped, averaged"] = new AdamW(1e-3) { ClipNorm = 0.5, AverageMomentum = 0.9 },
    };

    [Theory]
    [MemberData(nameof(Nets))]
    public void Predict_SameWeightsAndBatch_GivesThePeersOutputs(string net)
    {
        ContractNet of = ContractNets.All[net];
        Sequential model = of.Build();
        using IEngineSession session = Engine.Build(model, new SessionOptions { BatchSize = 6 });
        using IEngineSession peer = Peer.Build(model.Clone(), new SessionOptions { BatchSize = 6 });
        foreach (int count in new[] { 6, 1, 4 })
        {
            Close.To(of.Predict(peer, model, count), of.Predict(session, model, count), Tolerance, $"{net}, {count} samples");
        }
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void TrainStep_SameWeightsAndBatch_GivesThePeersLossAndGradients(string net)
    {
        ContractNet of = ContractNets.All[net];
        Sequential model = of.Build();
        using IEngineSession session = Engine.Build(model, of.Training(model, new Sgd(0)));
        using IEngineSession peer = Peer.Build(model.Clone(), of.Training(model, new Sgd(0)));
        Assert.All(Values(session.ExportGradients()), value => Assert.Equal(0, value));
        Compare(ContractNet.Batch);
        AssertClose(peer.ExportGradients(), session.ExportGradients(), net);

        // Of one sample normalization leaves gamma a derivative of zero, but for rounding: nothing to compare it with but the others.
        Compare(1);
        Close.To(Values(peer.ExportGradients()), Values(session.ExportGradients()), Tolerance, $"{net}, one sample");

        void Compare(int count)
        {
            StepResult expected = of.Train(peer, model, step: 3, count: count);
            StepResult actual = of.Train(session, model, step: 3, count: count);
            Close.To(expected.LossSum, actual.LossSum, Tolerance, $"{net}, {count} samples: loss");
            Assert.Equal(expected.Correct, actual.Correct);
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void TrainStep_TenTimes_GivesThePeersLosses(string optimizer)
    {
        foreach ((string net, ContractNet of) in ContractNets.All)
        {
            Sequential model = of.Build();
            Sequential twin = model.Clone();
            using IEngineSession session = Engine.Build(model, of.Training(model, ByName[optimizer]));
            using IEngineSession peer = Peer.Build(twin, of.Training(twin, ByName[optimizer]));
            double[] expected = of.Losses(peer, twin, ByName[optimizer], 0, Steps);
            double[] actual = of.Losses(session, model, ByName[optimizer], 0, Steps);
            for (int step = 0; step < Steps; step++)
            {
                Close.To(expected[step], actual[step], Tolerance, $"{net}, {optimizer}: loss {step + 1}");
            }

            Assert.NotEqual(expected[0], expected[^1]);
        }
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void Save_AfterTraining_LoadsInTheOther(string net)
    {
        ContractNet of = ContractNets.All[net];
        foreach ((IEngine from, IEngine to) in new[] { (Engine, Peer), (Peer, Engine) })
        {
            using var folder = new TemporaryFolder();
            Sequential model = of.Build();
            using IEngineSession trained = from.Build(model, of.Training(model, new AdamW()));
            of.Losses(trained, model, new AdamW(), 0, 3);
            trained.PullWeights();
            model.Save(folder.File("model.safetensors"));

            Sequential loaded = Sequential.Load(folder.File("model.safetensors"));
            using IEngineSession session = to.Build(loaded, new SessionOptions { BatchSize = ContractNet.Batch });
            Close.To(of.Predict(trained, model, ContractNet.Batch), of.Predict(session, loaded, ContractNet.Batch), Tolerance, net);
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void ImportState_OfTheOther_GoesOnWithItsLosses(string optimizer)
    {
        ContractNet of = ContractNets.All[ContractNets.CrackNet];
        foreach ((IEngine from, IEngine to) in new[] { (Engine, Peer), (Peer, Engine) })
        {
            Sequential whole = of.Build();
            using IEngineSession unbroken = from.Build(whole, of.Training(whole, ByName[optimizer]));
            of.Losses(unbroken, whole, ByName[optimizer], 0, Steps / 2);
            unbroken.PullWeights();
            Sequential model = whole.Clone();
            using IEngineSession resumed = to.Build(model, of.Training(model, ByName[optimizer]));
            resumed.ImportState(unbroken.ExportState());
            AssertClose(unbroken.ExportState(), resumed.ExportState(), optimizer, tolerance: 0);

            double[] expected = of.Losses(unbroken, whole, ByName[optimizer], Steps / 2, Steps);
            double[] actual = of.Losses(resumed, model, ByName[optimizer], Steps / 2, Steps);
            for (int step = 0; step < expected.Length; step++)
            {
                Close.To(expected[step], actual[step], Tolerance, $"{optimizer}: loss {step + 1} after the change");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Nets))]
    public void InputGradient_SameWeightsAndBatch_GivesThePeers(string net)
    {
        ContractNet of = ContractNets.All[net];
        Sequential model = of.Build();
        var options = new SessionOptions { BatchSize = ContractNet.Batch, InputGradient = true };
        using IEngineSession session = Engine.Build(model, options);
        using IEngineSession peer = Peer.Build(model.Clone(), options);
        float[] expected = of.InputGradient(peer, model);
        Assert.Contains(expected, value => value != 0);
        Close.To(expected, of.InputGradient(session, model), Tolerance, net);
    }

    [Fact]
    public void SwapAverage_AfterTraining_PredictsByTheMeanAndChangesBack()
    {
        ContractNet of = ContractNets.All[ContractNets.CrackNet];
        Optimizer optimizer = ByName["AdamW, clipped, averaged"];
        Sequential model = of.Build();
        Sequential twin = model.Clone();
        using IEngineSession session = Engine.Build(model, of.Training(model, optimizer));
        using IEngineSession peer = Peer.Build(twin, of.Training(twin, optimizer));
        of.Losses(session, model, optimizer, 0, Steps);
        of.Losses(peer, twin, optimizer, 0, Steps);
        float[] last = of.Predict(session, model, ContractNet.Batch);
        session.SwapAverage();
        peer.SwapAverage();
        float[] mean = of.Predict(session, model, ContractNet.Batch);
        Close.To(of.Predict(peer, twin, ContractNet.Batch), mean, Tolerance, "mean");
        Assert.NotEqual(last, mean);
        session.PullWeights();
        using IEngineSession fresh = Engine.Build(model.Clone(), new SessionOptions { BatchSize = ContractNet.Batch });
        Assert.Equal(mean, of.Predict(fresh, model, ContractNet.Batch));
        session.SwapAverage();
        Assert.Equal(last, of.Predict(session, model, ContractNet.Batch));
    }

    [Fact]
    public void TrainStep_SameSeedTwice_GivesTheSameBits()
    {
        ContractNet of = ContractNets.All[ContractNets.CrackNet];
        (double[] Losses, float[] Weights) Run()
        {
            Sequential model = of.Build();
            using IEngineSession session = Engine.Build(model, of.Training(model, new AdamW()));
            double[] run = of.Losses(session, model, new AdamW(), 0, Steps);
            session.PullWeights();
            return (run, [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())]);
        }

        (double[] losses, float[] weights) = Run();
        (double[] again, float[] weightsAgain) = Run();
        Assert.Equal(losses, again);
        Assert.Equal(weights, weightsAgain);
    }

    [Fact]
    public void PushWeights_ModelChanged_PredictsByThem()
    {
        ContractNet of = ContractNets.All[ContractNets.CrackNet];
        Sequential model = of.Build();
        using IEngineSession session = Engine.Build(model, new SessionOptions { BatchSize = ContractNet.Batch });
        float[] before = of.Predict(session, model, ContractNet.Batch);
        model.Initialize(seed: 77);
        session.PushWeights();
        using IEngineSession fresh = Engine.Build(model.Clone(), new SessionOptions { BatchSize = ContractNet.Batch });
        float[] after = of.Predict(session, model, ContractNet.Batch);
        Assert.Equal(of.Predict(fresh, model, ContractNet.Batch), after);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void InputGradient_InASessionThatTrains_ChangesNothingOfTheTraining()
    {
        ContractNet of = ContractNets.All[ContractNets.CrackNet];
        double[] Losses(bool asks)
        {
            Sequential model = of.Build();
            using IEngineSession session = Engine.Build(model, of.Training(model, new Sgd(0.05)) with { InputGradient = true });
            return [.. Enumerable.Range(0, 4).Select(step =>
            {
                double loss = of.Train(session, model, step, rate: 0.05).LossSum;
                if (asks)
                {
                    of.InputGradient(session, model);
                }

                return loss;
            })];
        }

        Assert.Equal(Losses(asks: false), Losses(asks: true));
    }

    [Fact]
    public void Session_WhatDoesNotFit_IsRefusedInTheSameWords()
    {
        ContractNet of = ContractNets.All[ContractNets.CrackNet];
        Sequential model = of.Build();
        float[] sample = new float[model.InputShape.Size];
        using IEngineSession predicting = Engine.Build(model, new SessionOptions { BatchSize = 1 });
        Assert.Contains("expected SessionOptions.Training", Assert.Throws<InvalidOperationException>(() => predicting.TrainStep(new ModelInput(sample, 1), [0], default)).Message, StringComparison.Ordinal);
        Assert.Contains("expected SessionOptions.InputGradient", Assert.Throws<InvalidOperationException>(() => predicting.InputGradient(new ModelInput(sample, 1), [1], sample)).Message, StringComparison.Ordinal);
        Assert.Contains("expected 1 to 1 samples", Assert.Throws<ArgumentException>(() => predicting.Predict(new ModelInput(new float[2 * sample.Length], 2), new float[2])).Message, StringComparison.Ordinal);
        Assert.Empty(predicting.ExportState());
        Assert.Empty(predicting.ExportGradients());

        using IEngineSession training = Engine.Build(model, of.Training(model, new Sgd()));
        Assert.Contains("expected labels 0 to 1, received 2", Assert.Throws<ArgumentException>(() => training.TrainStep(new ModelInput(sample, 1), [2], default)).Message, StringComparison.Ordinal);
        using IEngineSession other = Engine.Build(model, of.Training(model, new Adam()));
        Assert.Contains("expected 'optimizer/velocity/", Assert.Throws<ArgumentException>(() => training.ImportState(other.ExportState())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Engine.Build(model, new SessionOptions { Training = new TrainingOptions(new CategoricalCrossentropy(), new Sgd()) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Engine.Build(model, new SessionOptions { BatchSize = 0 }));

        predicting.Dispose();
        predicting.Dispose();
        Assert.Throws<ObjectDisposedException>(() => predicting.Predict(new ModelInput(sample, 1), new float[1]));
    }

    private static float[] Values(IEnumerable<NamedTensor> tensors) => [.. tensors.SelectMany(tensor => tensor.Values.ToArray())];

    private static void AssertClose(IReadOnlyList<NamedTensor> expected, IReadOnlyList<NamedTensor> actual, string what, double tolerance = Tolerance)
    {
        Assert.Equal(expected.Select(tensor => tensor.Name), actual.Select(tensor => tensor.Name));
        Assert.NotEmpty(actual);
        foreach ((NamedTensor first, NamedTensor second) in expected.Zip(actual))
        {
            Assert.Equal(first.Dimensions, second.Dimensions);
            Close.To(first.Values.Span, second.Values.Span, tolerance, $"{what}: {first.Name}");
        }
    }
}
