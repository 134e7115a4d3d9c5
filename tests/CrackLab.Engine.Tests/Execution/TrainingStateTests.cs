using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Execution;

[Trait("Speed", "Quick")]
public sealed class TrainingStateTests
{
    private const int Batch = 4;

    public static TheoryData<string> Names => [.. Optimizers.Keys];

    private static Dictionary<string, Optimizer> Optimizers => new(StringComparer.Ordinal)
    {
        ["Sgd"] = new Sgd(),
        ["Adam"] = new Adam { ClipNorm = 0.1 },
        ["AdamW"] = new AdamW { AverageMomentum = 0.9 },
    };

    private static Sequential Model => new Sequential(
        new Conv2D(5, 3), new BatchNormalization(0.9f), new ReLU(), new GlobalAveragePooling2D(), new Dropout(0.3f), new Dense(1, Activation.Sigmoid)).Build(new Shape(6, 6, 3));

    [Theory]
    [MemberData(nameof(Names))]
    public void ImportState_InANewSession_ContinuesToTheSameBits(string name)
    {
        Sequential whole = Model;
        using IEngineSession unbroken = Session(whole, Optimizers[name]);
        Train(unbroken, 0, 6);

        Sequential first = Model;
        IReadOnlyList<NamedTensor> state;
        using (IEngineSession session = Session(first, Optimizers[name]))
        {
            Train(session, 0, 3);
            state = Copy(session.ExportState());
        }

        Sequential second = first.Clone();
        using IEngineSession resumed = Session(second, Optimizers[name]);
        resumed.ImportState(state);
        Train(resumed, 3, 6);

        Assert.Equal(All(whole), All(second));
        Assert.Equal(unbroken.ExportState().SelectMany(t => t.Values.ToArray()), resumed.ExportState().SelectMany(t => t.Values.ToArray()));
    }

    [Fact]
    public void ExportGradients_PlainDescent_AreWhatTheWeightsMovedBy()
    {
        Sequential model = Model;
        using IEngineSession session = Session(model, new Sgd(momentum: 0));
        Assert.All(session.ExportGradients().SelectMany(gradient => gradient.Values.ToArray()), value => Assert.Equal(0, value));
        Train(session, 0, 2);
        Dictionary<string, float[]> before = model.Parameters.ToDictionary(weight => weight.Name, weight => weight.Values.ToArray(), StringComparer.Ordinal);
        Train(session, 2, 3);

        IReadOnlyList<NamedTensor> gradients = session.ExportGradients();

        Assert.Equal(model.Parameters.Where(weight => weight.IsTrainable).Select(weight => weight.Name), gradients.Select(gradient => gradient.Name));
        foreach (NamedTensor gradient in gradients)
        {
            Parameter weight = model.Parameters.Single(parameter => parameter.Name == gradient.Name);
            Assert.Equal(weight.Dimensions, gradient.Dimensions);
            float[] moved = [.. before[weight.Name].Zip(gradient.Values.ToArray(), (value, slope) => float.FusedMultiplyAdd(slope, -0.05f, value))];
            Close.To(moved, weight.Values.ToArray(), 1e-6, weight.Name);
        }

        Assert.Contains(gradients.SelectMany(gradient => gradient.Values.ToArray()), value => value != 0);
    }

    [Fact]
    public void ExportState_Adam_NamesMomentsAndMean()
    {
        using IEngineSession session = Session(Model, new AdamW { AverageMomentum = 0.9 });
        HashSet<string> names = new(session.ExportState().Select(tensor => tensor.Name), StringComparer.Ordinal);
        Assert.Contains("optimizer/first_moment/conv2d/kernel", names);
        Assert.Contains("optimizer/second_moment/dense/bias", names);
        Assert.Contains("average/batch_normalization/moving_mean", names);
        Assert.DoesNotContain("optimizer/first_moment/batch_normalization/moving_mean", names);
    }

    [Fact]
    public void ImportState_OfAnotherOptimizer_SaysWhatIsMissing()
    {
        using IEngineSession sgd = Session(Model, new Sgd());
        using IEngineSession adam = Session(Model, new Adam());
        string message = Assert.Throws<ArgumentException>(() => adam.ImportState(sgd.ExportState())).Message;
        Assert.Contains("expected 'optimizer/first_moment/conv2d/kernel'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImportState_OtherDimensionsOfTheSameLength_Refused()
    {
        using IEngineSession session = Session(Model, new Sgd());
        NamedTensor[] state = [.. session.ExportState().Select(tensor => tensor with { Dimensions = [.. tensor.Dimensions.Reverse()] })];
        Assert.Throws<ArgumentException>(() => session.ImportState(state));
    }

    [Fact]
    public void ImportState_LastTensorMissing_ChangesNothing()
    {
        using IEngineSession session = Session(Model, new Sgd());
        Train(session, 0, 1);
        IReadOnlyList<NamedTensor> before = Copy(session.ExportState());
        NamedTensor[] zeros = [.. before.Select(tensor => tensor with { Values = new float[tensor.Values.Length] }).SkipLast(1)];
        Assert.Throws<ArgumentException>(() => session.ImportState(zeros));
        Assert.Equal(before.SelectMany(t => t.Values.ToArray()), session.ExportState().SelectMany(t => t.Values.ToArray()));
    }

    [Fact]
    public void Average_AfterSteps_EqualsHandLoop()
    {
        Sequential model = Model;
        using IEngineSession session = Session(model, new Sgd { AverageMomentum = 0.6 });
        double[] average = Array.ConvertAll(All(model), value => (double)value);
        for (int step = 0; step < 8; step++)
        {
            Train(session, step, step + 1);
            double momentum = Math.Min(0.6, (1.0 + step) / (10 + step));
            float[] weights = All(model);
            average = [.. average.Zip(weights, (mean, weight) => (momentum * mean) + ((1 - momentum) * weight))];
        }

        float[] trained = All(model);
        session.SwapAverage();
        Close.To(Array.ConvertAll(average, value => (float)value), All(model), 1e-6, "average");
        Assert.NotEqual(trained, All(model));
        session.SwapAverage();
        Assert.Equal(trained, All(model));
    }

    [Fact]
    public void SwapAverage_ThenPredict_UsesTheMean()
    {
        Sequential model = Model;
        using IEngineSession session = Session(model, new Sgd { AverageMomentum = 0.9 });
        Train(session, 0, 5);
        session.SwapAverage();
        float[] x = Values.Uniform(Batch * model.InputShape.Size, 1);
        float[] mean = new float[Batch];
        session.Predict(new ModelInput(x, Batch), mean);
        using IEngineSession fresh = new SimdEngine(1).Build(model.Clone(), new SessionOptions { BatchSize = Batch });
        float[] expected = new float[Batch];
        fresh.Predict(new ModelInput(x, Batch), expected);
        Assert.Equal(expected, mean);
    }

    private static IEngineSession Session(Sequential model, Optimizer optimizer) => new SimdEngine(2).Build(
        model, new SessionOptions { BatchSize = Batch, Training = new TrainingOptions(Loss.For(model), optimizer) });

    private static void Train(IEngineSession session, int from, int to)
    {
        for (int step = from; step < to; step++)
        {
            session.TrainStep(new ModelInput(Values.Uniform(Batch * 108, (ulong)step), Batch), Values.Labels(Batch, 2), new TrainStep(step, 0.05));
        }
    }

    private static NamedTensor[] Copy(IReadOnlyList<NamedTensor> state) => [.. state.Select(tensor => tensor with { Values = tensor.Values.ToArray() })];

    private static float[] All(Sequential model) => [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
}
