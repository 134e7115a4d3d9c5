using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Execution;

/// <summary>Every layer's gradient against central differences of the loss that the session itself gives.</summary>
/// <remarks>
/// A convolution or dense layer stands before the layer under test, so that what reaches it goes backward through that
/// layer. Weights move by +-h; the loss is smooth enough for an error of about h^2, and float rounding of the outputs
/// weighs about 1e-7 / h: with h = 0.001 both stay far below the tolerance of 1% of the largest derivative, which leaves
/// room for a rare value that crosses the kink of a ReLU or maximum within h.
/// </remarks>
public sealed class NumericalGradientTests
{
    private const int Batch = 4;
    private const float H = 1e-3f;

    public static TheoryData<string> Cases => [.. Models.Keys];

    private static Dictionary<string, (Shape Input, Layer[] Layers)> Models => new(StringComparer.Ordinal)
    {
        ["Dense"] = (Shape.Flat(5), [new Dense(4), new Dense(3), Sigmoid]),
        ["Dense, softmax"] = (Shape.Flat(5), [new Dense(4), new Dense(3, Activation.Softmax)]),
        ["Dense, no bias, relu"] = (Shape.Flat(5), [new Dense(4), new Dense(6, Activation.Relu) { UseBias = false }, Sigmoid]),
        ["Conv2D, valid"] = (new(5, 4, 2), [First, new Conv2D(3, 3), new Flatten(), Sigmoid]),
        ["Conv2D, same, strides 2, relu"] = (new(5, 4, 2), [First, new Conv2D(3, 3, Activation.Relu) { Padding = Padding.Same, Strides = 2 }, new Flatten(), Sigmoid]),
        ["Conv2D, no bias, strides 3"] = (new(7, 7, 2), [First, new Conv2D(3, 2) { Strides = 3, UseBias = false }, new Flatten(), Sigmoid]),
        ["BatchNormalization"] = (new(3, 3, 2), [First, new BatchNormalization(), new Flatten(), Sigmoid]),
        ["BatchNormalization, ReLU"] = (new(3, 3, 2), [First, new BatchNormalization(), new ReLU(), new Flatten(), Sigmoid]),
        ["BatchNormalization, flat"] = (Shape.Flat(5), [new Dense(4), new BatchNormalization(), Sigmoid]),
        ["ReLU"] = (new(3, 3, 2), [First, new ReLU(), new Flatten(), Sigmoid]),
        ["MaxPooling2D"] = (new(4, 4, 2), [First, new MaxPooling2D(), new Flatten(), Sigmoid]),
        ["MaxPooling2D, overlapping"] = (new(5, 5, 2), [First, new MaxPooling2D(3, 1), new Flatten(), Sigmoid]),
        ["GlobalMaxPooling2D"] = (new(4, 4, 2), [First, new GlobalMaxPooling2D(), Sigmoid]),
        ["GlobalAveragePooling2D"] = (new(4, 4, 2), [First, new GlobalAveragePooling2D(), Sigmoid]),
        ["Dropout"] = (new(3, 3, 2), [First, new Flatten(), new Dropout(0.4f), Sigmoid]),
        ["Rescaling, inner"] = (new(3, 3, 2), [First, new Rescaling(1.5f, 0.2f), new Flatten(), Sigmoid]),
        ["Rescaling, first"] = (new(3, 3, 2), [new Rescaling(1.5f, 0.2f), First, new Flatten(), Sigmoid]),
    };

    private static Conv2D First => new(2, 1);

    private static Dense Sigmoid => new(1, Activation.Sigmoid);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_OfEveryWeight_EqualsCentralDifference(string name)
    {
        (Shape input, Layer[] layers) = Models[name];
        Sequential model = new Sequential(layers).Build(input, seed: 3);
        Sequential work = model.Clone();
        float[] x = Values.Uniform(Batch * input.Size, 5);
        var options = new SessionOptions { BatchSize = Batch, Training = new TrainingOptions(Loss.For(work), new Sgd(1, 0)) };
        using IEngineSession session = new SimdEngine(1, InstructionSets.Best).Build(work, options);
        double LossSum()
        {
            session.PushWeights();
            return session.TrainStep(new ModelInput(x, Batch), Values.Labels(Batch, 2), new TrainStep(0, 0)).LossSum;
        }

        // One step leaves the gradient in the velocity (momentum 0); a learning rate of 0 leaves the weights alone.
        LossSum();
        NamedTensor[] gradients = [.. session.ExportState().Select(tensor => tensor with { Values = tensor.Values.ToArray() })];
        double largest = gradients.Max(tensor => tensor.Values.ToArray().Max(Math.Abs));
        Assert.True(largest > 1e-3, $"{name}: the case has no gradient to speak of.");
        foreach (Parameter parameter in work.Parameters.Where(p => p.IsTrainable))
        {
            float[] gradient = gradients.Single(tensor => tensor.Name.EndsWith($"/{parameter.Name}", StringComparison.Ordinal)).Values.ToArray();
            for (int i = 0; i < parameter.Length; i++)
            {
                float old = parameter.Values[i];
                parameter.Values[i] = old + H;
                double up = LossSum();
                parameter.Values[i] = old - H;
                double down = LossSum();
                parameter.Values[i] = old;
                double numerical = (up - down) / Batch / ((double)(old + H) - (old - H));
                Assert.True(
                    Math.Abs(numerical - gradient[i]) <= 0.01 * largest,
                    $"{name}, {parameter.Name}[{i}]: central difference {numerical}, gradient {gradient[i]}, largest {largest}.");
            }
        }
    }
}
