using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Execution;

/// <summary>The derivative of logits by the input against central differences of the session's own predictions.</summary>
/// <remarks>
/// Inputs move by +-h, h = 0.002; the models end linearly, so predictions are logits. Models are linear in pieces: between
/// kinks a central difference is exact but for rounding, about 1e-7 / h of the logits. The tolerance of 0.2% of the largest
/// derivative covers that; inputs that cross a kink within h are told by the two one-sided differences and left out.
/// </remarks>
public sealed class InputGradientTests
{
    private const int Batch = 2;
    private const float H = 2e-3f;

    public static TheoryData<InstructionSet, string> Cases
    {
        get
        {
            TheoryData<InstructionSet, string> cases = [];
            foreach (InstructionSet set in InstructionSets.Available)
            {
                foreach (string name in Models.Keys)
                    cases.Add(set, name);
            }

            return cases;
        }
    }

    private static Dictionary<string, (Shape Input, Layer[] Layers)> Models => new(StringComparer.Ordinal)
    {
        ["Dense"] = (Shape.Flat(5), [new Dense(4, Activation.Relu), new Dense(2)]),
        ["Conv2D first"] = (new(5, 4, 3), [new Conv2D(4, 3), new Flatten(), new Dense(2)]),
        ["Rescaling first"] = (new(5, 4, 3), [new Rescaling(1.3f, 0.1f), new Conv2D(4, 3, Activation.Relu) { Padding = Padding.Same, Strides = 2 }, new Flatten(), new Dense(2)]),
        ["Convolution, ReLU and pooling in one pass"] = (new(9, 8, 3), [new Conv2D(5, 3, Activation.Relu), new MaxPooling2D(), new Flatten(), new Dense(2)]),
        ["Winograd's products, pooled"] = (new(8, 8, 16), [new Conv2D(16, 3) { Padding = Padding.Same }, new MaxPooling2D(), new BatchNormalization(), new ReLU(), new Flatten(), new Dense(2)]),
        ["BatchNormalization first"] = (new(4, 4, 3), [new BatchNormalization(), new Flatten(), new Dense(2)]),
        ["BatchNormalization and ReLU first"] = (new(4, 4, 3), [new BatchNormalization(), new ReLU(), new Flatten(), new Dense(2)]),
        ["Pooling first"] = (new(5, 5, 3), [new MaxPooling2D(3, 1), new Flatten(), new Dense(2)]),
        ["GlobalMaxPooling2D first"] = (new(4, 4, 5), [new GlobalMaxPooling2D(), new Dropout(0.5f), new Dense(2)]),
        ["GlobalAveragePooling2D first"] = (new(4, 4, 5), [new GlobalAveragePooling2D(), new Dense(2)]),
        ["Only reshapes"] = (new(1, 2, 2), [new Rescaling(2, 1), new Flatten()]),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void InputGradient_OfALogit_EqualsCentralDifference(InstructionSet set, string name)
    {
        Sequential model = Build(name);
        int size = model.InputShape.Size, units = model.OutputShape.Size;
        float[] x = Values.Uniform(Batch * size, 5);
        using IEngineSession session = Session(model, set);
        float[] Logits()
        {
            float[] outputs = new float[Batch * units];
            session.Predict(new ModelInput(x, Batch), outputs);
            return outputs;
        }

        float[] middle = Logits();
        float[][] gradients = [.. Enumerable.Range(0, units).Select(unit => Gradient(session, model, x, unit))];
        int[] compared = new int[units];
        for (int place = 0; place < size; place++)
        {
            // The same input of every sample at once: a sample's logits hang on no other sample.
            float[] up = Moved(H, place), down = Moved(-H, place);
            for (int output = 0; output < middle.Length; output++)
            {
                int unit = output % units;
                int i = (output / units * size) + place;
                float largest = gradients[unit].Max(Math.Abs);
                Assert.True(largest > 1e-3, $"{name}: the case has no gradient to speak of.");
                bool isKink = Math.Abs(up[output] - (2 * middle[output]) + down[output]) > 0.002 * H * largest + 1e-6;
                if (isKink)
                    continue;
                compared[unit]++;
                double numerical = (up[output] - down[output]) / (2.0 * H);
                Assert.True(
                    Math.Abs(numerical - gradients[unit][i]) <= (0.002 * largest) + 5e-4,
                    $"{name}, logit {unit}, input {i}: central difference {numerical}, gradient {gradients[unit][i]}, largest {largest}.");
            }
        }

        Assert.All(compared, count => Assert.True(count > 0.8 * x.Length, $"{name}: {count} of {x.Length} inputs compared."));

        float[] Moved(float by, int place)
        {
            float[] old = [.. x];
            for (int i = place; i < x.Length; i += size)
                x[i] += by;
            float[] logits = Logits();
            old.CopyTo(x, 0);
            return logits;
        }
    }

    [Fact]
    public void InputGradient_SigmoidHead_IsOfTheLogit()
    {
        Layer[] Layers(Activation head) => [new Conv2D(4, 3, Activation.Relu), new GlobalMaxPooling2D(), new Dense(1, head)];
        Sequential linear = new Sequential(Layers(Activation.Linear)).Build(new Shape(6, 6, 3), seed: 2);
        Sequential sigmoid = new Sequential(Layers(Activation.Sigmoid)).Build(new Shape(6, 6, 3), seed: 2);
        float[] x = Values.Uniform(Batch * linear.InputShape.Size, 3);
        using IEngineSession first = Session(linear, InstructionSets.Best);
        using IEngineSession second = Session(sigmoid, InstructionSets.Best);
        Assert.Equal(Gradient(first, linear, x, 0), Gradient(second, sigmoid, x, 0));
    }

    [Fact]
    public void InputGradient_InASessionThatTrains_ChangesNothingOfTheTraining()
    {
        float[] x = Values.Uniform(4 * 6 * 6 * 3, 3);
        float[] Train(bool asks)
        {
            Sequential model = new Sequential(
                new Conv2D(16, 3), new MaxPooling2D(), new BatchNormalization(), new ReLU(), new GlobalMaxPooling2D(), new Dense(1, Activation.Sigmoid))
                .Build(new Shape(6, 6, 3), seed: 2);
            var options = new SessionOptions { BatchSize = 4, Training = new TrainingOptions(Loss.For(model), new Sgd()), InputGradient = asks };
            using IEngineSession session = new SimdEngine(2).Build(model, options);
            for (int step = 0; step < 3; step++)
            {
                session.TrainStep(new ModelInput(x, 4), Values.Labels(4, 2), new TrainStep(step, 0.1));
                if (asks)
                    session.InputGradient(new ModelInput(x, 4), [1, 0, -1, 2], new float[x.Length]);
            }

            return [.. model.Parameters.SelectMany(parameter => parameter.Values.ToArray())];
        }

        Assert.Equal(Train(asks: false), Train(asks: true));
    }

    [Fact]
    public void InputGradient_NotAskedFor_SaysSo()
    {
        Sequential model = Build("Dense");
        using IEngineSession session = new SimdEngine(1).Build(model, new SessionOptions());
        string message = Assert.Throws<InvalidOperationException>(() => session.InputGradient(new ModelInput(new float[5], 1), [1, 0], new float[5])).Message;
        Assert.Contains("SessionOptions.InputGradient", message, StringComparison.Ordinal);
    }

    [Fact]
    public void InputGradient_WrongLengths_SaysWhatItExpects()
    {
        Sequential model = Build("Dense");
        using IEngineSession session = Session(model, InstructionSets.Best);
        string message = Assert.Throws<ArgumentException>(() => session.InputGradient(new ModelInput(new float[10], 2), [1, 0, 0, 1], new float[5])).Message;
        Assert.Contains("expected 4 weights of logits and room for 10 derivatives, received 4 and 5", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => session.InputGradient(new ModelInput(new float[10], 2), [1, 0], new float[10]));
        Assert.Throws<ArgumentException>(() => session.InputGradient(new ModelInput(new float[10], 2), [1, 0, 0, 1, 0, 0], new float[10]));
    }

    private static float[] Gradient(IEngineSession session, Sequential model, float[] x, int unit)
    {
        int units = model.OutputShape.Size;
        float[] weights = [.. Enumerable.Range(0, Batch * units).Select(i => i % units == unit ? 1f : 0)];
        float[] gradient = new float[x.Length];
        session.InputGradient(new ModelInput(x, Batch), weights, gradient);
        return gradient;
    }

    private static Sequential Build(string name)
    {
        (Shape input, Layer[] layers) = Models[name];
        Sequential model = new Sequential(layers).Build(input, seed: 3);
        ulong seed = 20;
        foreach (Parameter parameter in model.Parameters.Where(parameter => parameter.Dimensions.Count == 1))
        {
            // Statistics, factors and biases that differ from their first values; variances must be positive.
            bool isVariance = parameter.Name.EndsWith("variance", StringComparison.Ordinal);
            Array.ConvertAll(Values.Uniform(parameter.Length, seed++), value => isVariance ? 0.5f + Math.Abs(value) : value).CopyTo(parameter.Values);
        }

        return model;
    }

    private static IEngineSession Session(Sequential model, InstructionSet set) =>
        new SimdEngine(2, set).Build(model, new SessionOptions { BatchSize = Batch, InputGradient = true });
}
