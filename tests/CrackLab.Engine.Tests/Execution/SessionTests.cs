using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Execution;

public sealed class SessionTests
{
    private static Sequential Small => new Sequential(
        new Rescaling(1 / 127.5f, -1), new Conv2D(5, 3), new BatchNormalization(), new ReLU(), new GlobalMaxPooling2D(), new Dropout(0.5f), new Dense(3, Activation.Softmax))
        .Build(new Shape(7, 5, 3));

    [Theory]
    [MemberData(nameof(EverySet.Alone), MemberType = typeof(EverySet))]
    public void Predict_BytesAndFloats_GiveTheSameBits(InstructionSet set)
    {
        foreach (int width in (ReadOnlySpan<int>)[3, 4, 5, 9])
        {
            Sequential model = new Sequential(new Rescaling(1 / 127.5f, -1), new Conv2D(5, 3), new Flatten()).Build(new Shape(3, width, 3));
            byte[] bytes = Pictures.Noise(2, model.InputShape);
            using IEngineSession session = new SimdEngine(1, set).Build(model, new SessionOptions { BatchSize = 2 });
            float[] fromBytes = new float[2 * model.OutputShape.Size];
            float[] fromFloats = new float[2 * model.OutputShape.Size];
            session.Predict(new ModelInput(bytes, 2), fromBytes);
            session.Predict(new ModelInput(Array.ConvertAll(bytes, value => (float)value), 2), fromFloats);
            Assert.Equal(fromFloats, fromBytes);
            Assert.Contains(fromBytes, value => value != 0);
        }
    }

    [Fact]
    public void Predict_TrainingSessionOrOne_GivesTheSameBits()
    {
        Sequential model = Small;
        float[] x = Values.Uniform(4 * model.InputShape.Size, 1, 100);
        using IEngineSession training = new SimdEngine(2).Build(model, Training(model, new Sgd()));
        training.TrainStep(new ModelInput(x, 4), [0, 1, 2, 0], new TrainStep(0, 0.1));
        using IEngineSession predicting = new SimdEngine(1).Build(model, new SessionOptions { BatchSize = 4 });
        Assert.Equal(Predict(predicting, x, 4), Predict(training, x, 4));
        Assert.Equal(Predict(predicting, x, 4)[..6], Predict(predicting, x[..(2 * model.InputShape.Size)], 2));
        Assert.All(Predict(predicting, x, 4).Chunk(3), row => Assert.Equal(1, row.Sum(), 1e-6));
    }

    [Fact]
    public void Predict_WrongSizes_SaysWhatItExpects()
    {
        Sequential model = Small;
        using IEngineSession session = new SimdEngine(1).Build(model, new SessionOptions { BatchSize = 2 });
        string Message(int values, int count, int outputs) =>
            Assert.Throws<ArgumentException>(() => session.Predict(new ModelInput(new float[values], count), new float[outputs])).Message;
        Assert.Contains("expected 1 to 2 samples of (None, 7, 5, 3)", Message(105, 3, 9), StringComparison.Ordinal);
        Assert.Contains("received 1 samples, 104 values, 1 rows", Message(104, 1, 3), StringComparison.Ordinal);
        Message(0, 0, 0);
        Message(210, 2, 3);
        Message(105, -1, 3);
    }

    [Fact]
    public void TrainStep_WithoutTraining_SaysSo()
    {
        Sequential model = Small;
        using IEngineSession session = new SimdEngine(1).Build(model, new SessionOptions { BatchSize = 1 });
        string message = Assert.Throws<InvalidOperationException>(() => session.TrainStep(new ModelInput(new float[105], 1), [0], default)).Message;
        Assert.Contains("SessionOptions.Training", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainStep_MoreLabelsThanSamples_Refused()
    {
        Sequential model = Small;
        using IEngineSession session = new SimdEngine(1).Build(model, Training(model, new Sgd()));
        string message = Assert.Throws<ArgumentException>(() => session.TrainStep(new ModelInput(new float[210], 2), [0, 1, 2], default)).Message;
        Assert.Contains("2 samples", message, StringComparison.Ordinal);
        Assert.Contains("3 labels", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void TrainStep_LabelOutsideTheClasses_Refused(int label)
    {
        Sequential model = Small;
        using IEngineSession session = new SimdEngine(1).Build(model, Training(model, new Sgd()));
        float[] before = [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
        string message = Assert.Throws<ArgumentException>(() => session.TrainStep(new ModelInput(new float[210], 2), [0, label], default)).Message;
        Assert.Contains($"received {label}", message, StringComparison.Ordinal);
        Assert.Equal(before, model.Parameters.SelectMany(parameter => parameter.Values.ToArray()));
    }

    [Fact]
    public void Build_LossForAnotherHead_Refused()
    {
        Sequential model = Small;
        var options = new SessionOptions { Training = new TrainingOptions(new BinaryCrossentropy(), new Sgd()) };
        string message = Assert.Throws<ArgumentException>(() => new SimdEngine(1).Build(model, options)).Message;
        Assert.Contains("expected a last layer with Sigmoid for BinaryCrossentropy, received Softmax", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_HeadInTheMiddle_Refused()
    {
        Sequential model = new Sequential(new Dense(3, Activation.Softmax), new Dense(1, Activation.Sigmoid)).Build(Shape.Flat(4));
        string message = Assert.Throws<ArgumentException>(() => new SimdEngine(1).Build(model, new SessionOptions())).Message;
        Assert.Contains("Dense 'dense': expected Softmax on the last layer alone", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ModelThatOnlyReshapes_Predicts()
    {
        Sequential model = new Sequential(new Rescaling(2, 1), new Flatten()).Build(new Shape(1, 2, 2));
        using IEngineSession session = new SimdEngine(1).Build(model, new SessionOptions { BatchSize = 1 });
        float[] outputs = new float[4];
        session.Predict(new ModelInput([1f, 2, 3, 4], 1), outputs);
        Assert.Equal([3f, 5, 7, 9], outputs);
    }

    [Fact]
    public void Build_BatchOfNone_Refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimdEngine(1).Build(Small, new SessionOptions { BatchSize = 0 }));

    [Fact]
    public void Predict_AfterDispose_Throws()
    {
        IEngineSession session = new SimdEngine(2).Build(Small, new SessionOptions { BatchSize = 1 });
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Predict(new ModelInput(new float[105], 1), new float[3]));
    }

    [Fact]
    public void Engine_WithoutThreads_Refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new SimdEngine(0));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Training_EightPictures_AreLearntByHeart(bool crackNet)
    {
        Sequential model = crackNet
            ? Models.CrackNet(16)
            : new Sequential(new Rescaling(1 / 127.5f, -1), new Conv2D(16, 3, Activation.Relu), new MaxPooling2D(), new Flatten(), new Dense(3, Activation.Softmax)).Build(new Shape(16, 16, 3));
        byte[] pictures = Pictures.Noise(8, model.InputShape);
        int[] labels = Values.Labels(8, Math.Max(model.OutputShape.Size, 2));
        using IEngineSession session = new SimdEngine(2).Build(model, new SessionOptions { BatchSize = 8, Training = new TrainingOptions(Loss.For(model), new Adam()) });
        for (int step = 0; step < 60; step++)
        {
            session.TrainStep(new ModelInput(pictures, 8), labels, new TrainStep(step, 3e-3));
        }

        float[] outputs = new float[8 * model.OutputShape.Size];
        session.Predict(new ModelInput(pictures, 8), outputs);
        Assert.InRange(Loss.OfProbabilities(outputs, labels) / 8, 0, 0.05);
        Assert.Equal(8, Loss.CountCorrect(outputs, labels));
    }

    private static SessionOptions Training(Sequential model, Optimizer optimizer) =>
        new() { BatchSize = 4, Training = new TrainingOptions(Loss.For(model), optimizer) };

    private static float[] Predict(IEngineSession session, float[] x, int count)
    {
        float[] outputs = new float[count * 3];
        session.Predict(new ModelInput(x, count), outputs);
        return outputs;
    }
}
