using CrackLab.Engine.Execution;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Schedules;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Golden;

/// <summary>The engine against PyTorch in double precision; Golden/make_golden.py wrote the files.</summary>
public sealed class GoldenTests
{
    private const double Tolerance = 1e-4;
    private const double Rate = 0.01;

    private static readonly Dictionary<string, Optimizer> Optimizers = new(StringComparer.Ordinal)
    {
        ["sgd"] = new Sgd(Rate, 0.9) { WeightDecay = 0.01 },
        ["nesterov"] = new Sgd(Rate, 0.8) { Nesterov = true, ClipNorm = 0.5 },
        ["adam"] = new Adam(Rate) { WeightDecay = 0.01, ClipNorm = 0.5 },
        ["adamw"] = new AdamW(Rate, 0.1) { Beta1 = 0.85, Beta2 = 0.98 },
    };

    public static TheoryData<string, InstructionSet> Nets =>
        new MatrixTheoryData<string, InstructionSet>(["sigmoid", "softmax", "average", "seed"], InstructionSets.Available);

    public static TheoryData<string, InstructionSet, string> Trainings =>
        new MatrixTheoryData<string, InstructionSet, string>(["sigmoid", "softmax", "average", "seed"], InstructionSets.Available, ["sgd", "nesterov", "adam", "adamw"]);

    [Trait("Speed", "Quick")]
    [Theory]
    [MemberData(nameof(Nets))]
    public void Outputs_OfUntrainedNet_EqualPyTorch(string name, InstructionSet set)
    {
        GoldenNet golden = GoldenNet.Open(name);
        Sequential model = golden.Build();
        using IEngineSession session = new SimdEngine(2, set).Build(model, new SessionOptions { BatchSize = golden.Batch });
        Close.To(golden.Expected("predict/before"), Predict(session, golden, model), Tolerance, name);
    }

    /// <summary>
    /// One step of plain descent at rate 1: the velocity is the gradient, and the old weights less it the new ones
    /// (the difference of the weights alone would lose the digits of a small gradient beside a large weight).
    /// </summary>
    [Trait("Speed", "Quick")]
    [Theory]
    [MemberData(nameof(Nets))]
    public void Gradients_OfEveryWeight_EqualPyTorch(string name, InstructionSet set)
    {
        GoldenNet golden = GoldenNet.Open(name);
        Sequential model = golden.Build();
        Sequential before = model.Clone();
        using IEngineSession session = Session(model, golden, set, new Sgd(1, 0));
        StepResult result = session.TrainStep(new ModelInput(golden.Inputs, golden.Batch), Labels(golden, model), new TrainStep(0, 1));

        Close.To(golden.Expected("losses/sgd")[0], result.LossSum / golden.Batch, Tolerance, "loss");
        IReadOnlyList<NamedTensor> state = session.ExportState();
        foreach ((Parameter parameter, Parameter old) in model.Parameters.Zip(before.Parameters).Where(pair => pair.First.IsTrainable))
        {
            ReadOnlySpan<float> expected = golden.Expected($"gradient/{parameter.Name}");
            ReadOnlySpan<float> velocity = state.Single(tensor => string.Equals(tensor.Name, $"optimizer/velocity/{parameter.Name}", StringComparison.Ordinal)).Values.Span;
            Close.To(expected, velocity, Tolerance, parameter.Name);
            float[] moved = old.Values.ToArray();
            for (int i = 0; i < moved.Length; i++)
            {
                moved[i] -= velocity[i];
            }

            Assert.Equal(moved, parameter.Values.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void TenSteps_OfTraining_EqualPyTorch(string name, InstructionSet set, string optimizer)
    {
        GoldenNet golden = GoldenNet.Open(name);
        Sequential model = golden.Build();
        using IEngineSession session = Session(model, golden, set, Optimizers[optimizer]);
        ReadOnlySpan<float> losses = golden.Expected($"losses/{optimizer}");
        for (int step = 0; step < losses.Length; step++)
        {
            StepResult result = session.TrainStep(new ModelInput(golden.Inputs, golden.Batch), Labels(golden, model), new TrainStep(step, Rate));
            Close.To(losses[step], result.LossSum / golden.Batch, Tolerance, $"{name}, {optimizer}, loss {step}");
        }

        Close.To(golden.Expected($"predict/{optimizer}"), Predict(session, golden, model), Tolerance, $"{name}, {optimizer}, outputs");
    }

    [Fact]
    public void OneCycle_EveryStep_EqualsPyTorch()
    {
        foreach (NamedTensor tensor in GoldenNet.Read("schedules"))
        {
            double rising = double.Parse(tensor.Name.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);
            var schedule = new OneCycle { RisingPart = rising };
            for (int step = 0; step < tensor.Values.Length; step++)
            {
                Assert.Equal(tensor.Values.Span[step], schedule.Factor(step, tensor.Values.Length), 1e-6);
            }
        }
    }

    private static IEngineSession Session(Sequential model, GoldenNet golden, InstructionSet set, Optimizer optimizer) =>
        new SimdEngine(2, set).Build(model, new SessionOptions
        {
            BatchSize = golden.Batch,
            Training = new TrainingOptions(Loss.For(model, golden.LabelSmoothing), optimizer),
        });

    private static int[] Labels(GoldenNet golden, Sequential model) => Values.Labels(golden.Batch, Math.Max(model.OutputShape.Size, 2));

    private static float[] Predict(IEngineSession session, GoldenNet golden, Sequential model)
    {
        float[] outputs = new float[golden.Batch * model.OutputShape.Size];
        session.Predict(new ModelInput(golden.Inputs, golden.Batch), outputs);
        return outputs;
    }
}
