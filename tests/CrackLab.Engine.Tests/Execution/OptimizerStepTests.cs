using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Reference;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;
using CrackLab.Engine.Threading;

namespace CrackLab.Engine.Tests.Execution;

[Trait("Speed", "Quick")]
public sealed unsafe class OptimizerStepTests
{
    private const double Rate = 0.05;

    private static readonly Dictionary<string, Optimizer> Optimizers = new(StringComparer.Ordinal)
    {
        ["Sgd"] = new Sgd(Rate, 0),
        ["Sgd, momentum, decay"] = new Sgd(Rate) { WeightDecay = 0.1 },
        ["Sgd, Nesterov, clipped"] = new Sgd(Rate) { Nesterov = true, WeightDecay = 0.1, ClipNorm = 2 },
        ["Adam"] = new Adam(Rate),
        // Decay may cancel a clipped gradient to almost nothing; a larger epsilon keeps the quotient well-conditioned.
        ["Adam, decay, clipped"] = new Adam(Rate) { WeightDecay = 0.1, ClipNorm = 2, Epsilon = 1e-4 },
        ["AdamW"] = new AdamW(Rate, 0.2) { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-4 },
        ["AdamW, clip out of reach"] = new AdamW(Rate, 0.2) { ClipNorm = 1e6 },
    };

    public static TheoryData<InstructionSet, string> Cases => new MatrixTheoryData<InstructionSet, string>(InstructionSets.Available, [.. Optimizers.Keys]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Step_SixTimes_EqualsReference(InstructionSet set, string name)
    {
        // The kernel of 70,000 is cut into two segments.
        Sequential model = new Sequential(new Dense(700), new BatchNormalization(), new Dense(7)).Build(Shape.Flat(100));
        using var memory = new Workspace();
        using var team = new ThreadTeam(3);
        Optimizer optimizer = Optimizers[name];
        AlignedBuffer gradient = memory.TakeBuffer(model.TrainableLength);
        AlignedBuffer[] slots = [.. optimizer.Slots.Select(_ => memory.TakeBuffer(model.TrainableLength))];
        IOptimizerStep step = KernelSet.For(set).BuildOptimizer(model, optimizer, gradient.Pointer, slots);
        var expected = model.Parameters.Where(p => p.IsTrainable).Select(p => (
            Parameter: p, Weights: Doubles(p.Values), First: new double[p.Length], Second: new double[p.Length])).ToArray();
        for (int t = 0; t < 6; t++)
        {
            foreach (var tensor in expected)
            {
                Values.Uniform(tensor.Parameter.Length, (ulong)(t + tensor.Parameter.Offset)).CopyTo(gradient.Span[tensor.Parameter.Offset..]);
            }

            step.Run(team, t, Rate / (t + 1));
            double clip = ReferenceOptimizer.ClipFactor(Doubles(gradient.Span), optimizer.ClipNorm);
            foreach (var tensor in expected)
            {
                double[] g = Array.ConvertAll(Doubles(gradient.Span.Slice(tensor.Parameter.Offset, tensor.Parameter.Length)), value => value * clip);
                double decay = tensor.Parameter.Dimensions.Count > 1 ? optimizer.WeightDecay : 0;
                if (optimizer is Sgd sgd)
                {
                    ReferenceOptimizer.Step(sgd, Rate / (t + 1), decay, tensor.Weights, g, tensor.First);
                }
                else
                {
                    ReferenceOptimizer.Step((Adam)optimizer, Rate / (t + 1), decay, tensor.Weights, g, (tensor.First, tensor.Second, t));
                }

                Close.To(Array.ConvertAll(tensor.Weights, value => (float)value), tensor.Parameter.Values, 1e-5, $"{tensor.Parameter.Name}, step {t}");
            }
        }

        Assert.All(model.Parameters.Where(p => !p.IsTrainable), p => Assert.Equal(p.Name.EndsWith("mean", StringComparison.Ordinal) ? 0 : 1, p.Values[0]));
    }

    private static double[] Doubles(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), value => (double)value);
}
