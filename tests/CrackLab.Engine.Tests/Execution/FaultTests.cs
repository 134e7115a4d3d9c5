using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Execution;

/// <summary>Numbers that are none, put where they can come up: the step that meets them says so, and the session says where.</summary>
public sealed class FaultTests
{
    private const int Batch = 4;
    private static readonly Shape Input = new(6, 6, 3);

    public static TheoryData<InstructionSet, float> Broken =>
        new MatrixTheoryData<InstructionSet, float>(InstructionSets.Available, [float.NaN, float.PositiveInfinity, float.NegativeInfinity]);

    public static TheoryData<string, bool, double> Exploding =>
        new MatrixTheoryData<string, bool, double>(["Sgd", "Adam", "AdamW"], [false, true], [0, 0.9]);

    [Theory]
    [MemberData(nameof(Broken))]
    public void TrainStep_BrokenInput_NamesItsSamplesAndKeepsTheWeights(InstructionSet set, float value)
    {
        Sequential model = Model(normalizes: false);
        using IEngineSession session = Session(model, new Adam(), set);
        float[] x = Pictures();
        x[(2 * Input.Size) + 7] = value;
        int[] before = Bits(model);
        StepResult result = Step(session, x, 0, 1e-3);
        Assert.False(result.IsFinite);
        NumericFault fault = Fault(session);
        Assert.Equal((FaultStage.Input, null), (fault.Stage, fault.Layer));
        Assert.Equal([2], fault.Samples);
        session.PullWeights();
        Assert.Equal(before, Bits(model));
        Assert.True(Step(session, Pictures(), 0, 1e-3).IsFinite);
        Assert.Null(session.FindFault());
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void TrainStep_BrokenWeight_NamesItAndItsLayer(InstructionSet set, float value)
    {
        foreach (bool normalizes in new[] { false, true })
        {
            foreach (string name in new[] { "conv2d/kernel", "conv2d/bias", "dense/kernel", "dense/bias" })
            {
                Sequential model = Model(normalizes);
                model.Parameters.Single(parameter => parameter.Name == name).Values[^1] = value;
                using IEngineSession session = Session(model, new Adam(), set);
                Assert.False(Step(session, Pictures(), 0, 1e-3).IsFinite, $"{name}, {normalizes}");
                NumericFault fault = Fault(session);
                Assert.Equal((name.Split('/')[0], name), (fault.Layer, fault.Tensor));

                // Before a ReLU, minus infinity gives zeros: only the optimizer's step meets it.
                bool isHidden = float.IsNegativeInfinity(value) && name == "conv2d/bias" && !normalizes;
                Assert.Equal(isHidden ? FaultStage.Update : FaultStage.Weights, fault.Stage);
            }
        }
    }

    [Theory]
    [InlineData("batch_normalization/moving_mean")]
    [InlineData("batch_normalization/moving_variance")]
    public void TrainStep_BrokenStatistics_AreNamed(string name)
    {
        Sequential model = Model(normalizes: true);
        model.Parameters.Single(parameter => parameter.Name == name).Values[0] = float.NaN;
        using IEngineSession session = Session(model, new Sgd());
        Assert.False(Step(session, Pictures(), 0, 1e-3).IsFinite);
        Assert.Equal(name, Fault(session).Tensor);
    }

    [Theory]
    [MemberData(nameof(Exploding))]
    public void TrainStep_ExplodingRate_IsCaughtInTheStepThatBreaks(string optimizer, bool normalizes, double averageMomentum)
    {
        Sequential model = Model(normalizes);
        using IEngineSession session = Session(model, Make(optimizer, averageMomentum));
        for (int step = 0; step < 20; step++)
        {
            StepResult result = Step(session, Pictures(), step, 1e38);
            session.PullWeights();
            bool holds = double.IsFinite(result.LossSum)
                && model.Parameters.All(parameter => FaultFinder.IsFinite(parameter.Values))
                && session.ExportState().All(tensor => FaultFinder.IsFinite(tensor.Values.Span));
            Assert.Equal(holds, result.IsFinite);
            Assert.Equal(holds, session.FindFault() is null);
            if (!holds)
                return;
        }

        Assert.Fail("twenty steps at a rate of 1e38 broke nothing.");
    }

    [Theory]
    [InlineData("Sgd", 0)]
    [InlineData("Adam", 0)]
    [InlineData("AdamW", 0)]
    [InlineData("Sgd", 1e-30)]
    [InlineData("Adam", 1e-30)]
    [InlineData("AdamW", 1e-30)]
    public void TrainStep_RateOfNothing_LeavesTheWeights(string optimizer, double rate)
    {
        Sequential model = Model(normalizes: true);
        int[] before = Bits(model, trainable: true);
        using IEngineSession session = Session(model, Make(optimizer, 0.9));
        Assert.All(Enumerable.Range(0, 5), step => Assert.True(Step(session, Pictures(), step, rate).IsFinite));
        session.PullWeights();

        // A step of 1e-30 of a weight that begins at 0 does count.
        Sequential after = model;
        Assert.Equal(before.Length, Bits(after, trainable: true).Length);
        Assert.All(before.Zip(Bits(after, trainable: true)), pair =>
            Assert.InRange(Math.Abs(BitConverter.Int32BitsToSingle(pair.First) - BitConverter.Int32BitsToSingle(pair.Second)), 0, rate * 20));
    }

    [Theory]
    [InlineData("Sgd")]
    [InlineData("Adam")]
    [InlineData("AdamW")]
    public void TrainStep_ConstantPictures_StayFinite(string optimizer)
    {
        foreach (float value in new[] { 0f, 1, 255 })
        {
            Sequential model = Model(normalizes: true);
            using IEngineSession session = Session(model, Make(optimizer, 0.9));
            float[] constant = [.. Enumerable.Repeat(value, Batch * Input.Size)];
            Assert.All(Enumerable.Range(0, 30), step => Assert.True(Step(session, constant, step, 1e-2).IsFinite, $"{value}, step {step}"));
        }
    }

    [Fact]
    public void Predict_OverflowingLogits_GivesNaNAndNamesTheLayer()
    {
        foreach (Activation head in new[] { Activation.Sigmoid, Activation.Softmax })
        {
            int units = head == Activation.Sigmoid ? 1 : 3;
            Sequential model = new Sequential(new Flatten(), new Dense(units, head)).Build(Shape.Flat(4));
            model.Parameters[0].Values.Fill(3e38f);
            using IEngineSession session = new SimdEngine(1).Build(model, new SessionOptions { BatchSize = 2 });
            float[] outputs = new float[2 * units];
            session.Predict(new ModelInput(new float[] { 0, 0, 0, 0, 9, 9, 9, 9 }, 2), outputs);
            Assert.True(FaultFinder.IsFinite(outputs.AsSpan(0, units)));
            Assert.All(outputs.AsSpan(units).ToArray(), value => Assert.True(float.IsNaN(value)));
            NumericFault fault = Fault(session);
            Assert.Equal((FaultStage.Outputs, "dense"), (fault.Stage, fault.Layer));
            Assert.Equal([1], fault.Samples);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void IsFinite_OneBrokenValueAnywhere_IsFound(float value)
    {
        for (int length = 0; length <= 40; length++)
        {
            float[] values = [.. Enumerable.Repeat(float.MaxValue, length)];
            Assert.True(FaultFinder.IsFinite(values));
            for (int i = 0; i < length; i++)
            {
                values[i] = value;
                Assert.False(FaultFinder.IsFinite(values), $"{i} of {length}");
                values[i] = float.MinValue;
            }
        }
    }

    [Fact]
    public void SaveAndLoad_BrokenWeights_AreRefusedAndTheOldFileStays()
    {
        using var folder = new TemporaryFolder();
        Sequential model = Model(normalizes: true);
        model.Save(folder.File("a"));
        byte[] old = File.ReadAllBytes(folder.File("a"));
        model.Parameters[^1].Values[0] = float.NaN;
        string message = Assert.Throws<ArithmeticException>(() => model.Save(folder.File("a"))).Message;
        Assert.StartsWith($"{folder.File("a")}: expected finite numbers to write, received NaN or infinity in '{model.Parameters[^1].Name}'", message, StringComparison.Ordinal);
        Assert.Equal(old, File.ReadAllBytes(folder.File("a")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));

        // The last four bytes are the last value of the last tensor.
        BitConverter.GetBytes(float.PositiveInfinity).CopyTo(old, old.Length - sizeof(float));
        File.WriteAllBytes(folder.File("a"), old);
        Assert.Contains("expected finite numbers, received NaN or infinity in", Assert.Throws<InvalidDataException>(() => Sequential.Load(folder.File("a"))).Message, StringComparison.Ordinal);
    }

    private static Sequential Model(bool normalizes) => new Sequential(normalizes
        ? [new Conv2D(5, 3), new BatchNormalization(0.9f), new ReLU(), new GlobalAveragePooling2D(), new Dropout(0.3f), new Dense(1, Activation.Sigmoid)]
        : [new Conv2D(5, 3, Activation.Relu), new MaxPooling2D(), new Flatten(), new Dense(1, Activation.Sigmoid)]).Build(Input);

    private static Optimizer Make(string name, double averageMomentum) => name switch
    {
        "Sgd" => new Sgd { AverageMomentum = averageMomentum },
        "Adam" => new Adam { AverageMomentum = averageMomentum },
        _ => new AdamW { AverageMomentum = averageMomentum },
    };

    private static float[] Pictures() => Values.Uniform(Batch * Input.Size, 3);

    private static IEngineSession Session(Sequential model, Optimizer optimizer, InstructionSet? set = null) => new SimdEngine(2, set)
        .Build(model, new SessionOptions { BatchSize = Batch, Training = new TrainingOptions(Loss.For(model), optimizer) });

    private static StepResult Step(IEngineSession session, float[] x, int step, double rate) =>
        session.TrainStep(new ModelInput(x, Batch), Values.Labels(Batch, 2), new TrainStep(step, rate));

    private static NumericFault Fault(IEngineSession session)
    {
        NumericFault? fault = session.FindFault();
        Assert.NotNull(fault);
        return fault;
    }

    private static int[] Bits(Sequential model, bool trainable = false) => [.. model.Parameters.Where(parameter => parameter.IsTrainable || !trainable)
        .SelectMany(parameter => parameter.Values.ToArray()).Select(BitConverter.SingleToInt32Bits)];
}
