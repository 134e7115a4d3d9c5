using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Execution;

/// <summary>A session that trains and one that only predicts do several layers in one pass; both give the bits that the layers give one by one.</summary>
public sealed class FusionTests
{
    private const int Batch = 3;

    public static TheoryData<InstructionSet, int, int, string> Cases
    {
        get
        {
            TheoryData<InstructionSet, int, int, string> cases = [];
            foreach (InstructionSet set in InstructionSets.Available)
            {
                int width = EverySet.Width(set);
                foreach (int filters in (int[])[1, width - 1, width, width + 1, 2 * width, (2 * width) + 1])
                {
                    foreach (int side in (int[])[9, 14, 27])
                    {
                        foreach (string layers in (string[])["norm", "norm relu", "norm relu pool2", "relu pool3", "pool2", "activation pool2"])
                            cases.Add(set, filters, side, layers);
                    }
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Predict_LayersInOnePass_AreAsOneByOne(InstructionSet set, int filters, int side, string layers)
    {
        foreach (Padding padding in (Padding[])[Padding.Valid, Padding.Same])
        {
            Sequential model = Build(filters, side, layers, padding, apart: false);
            float[] x = Values.Uniform(Batch * model.InputShape.Size, 1);
            float[] oneByOne = Predict(Build(filters, side, layers, padding, apart: true), x, set, training: null);

            Assert.Equal(oneByOne, Predict(model, x, set, training: null));
            Assert.Equal(oneByOne, Predict(model, x, set, new TrainingOptions(Loss.For(model), new Sgd())));
        }
    }

    /// <summary>With <paramref name="apart"/>, a rescaling by 1 stands behind each layer, so that none is done together with the next.</summary>
    private static Sequential Build(int filters, int side, string layers, Padding padding, bool apart)
    {
        bool activates = layers.StartsWith("activation", StringComparison.Ordinal);
        List<Layer> stack = [new Conv2D(filters, 3, activates ? Activation.Relu : Activation.Linear) { Padding = padding }];
        foreach (string name in layers.Split(' '))
        {
            switch (name)
            {
                case "norm": stack.Add(new BatchNormalization()); break;
                case "relu": stack.Add(new ReLU()); break;
                case "pool2": stack.Add(new MaxPooling2D()); break;
                case "pool3": stack.Add(new MaxPooling2D(3)); break;
            }
        }

        if (apart)
        {
            stack = [.. stack.SelectMany(layer => (Layer[])[layer, new Rescaling(1)])];
        }

        Sequential model = new Sequential([.. stack, new Flatten(), new Dense(3, Activation.Softmax)]).Build(new Shape(side, side + 1, 3));
        ulong seed = 10;
        foreach (Parameter parameter in model.Parameters)
        {
            // Variances must be positive.
            float[] values = Values.Uniform(parameter.Length, seed++);
            bool isVariance = parameter.Name.EndsWith("variance", StringComparison.Ordinal);
            Array.ConvertAll(values, value => isVariance ? 0.5f + Math.Abs(value) : value / 2).CopyTo(parameter.Values);
        }

        return model;
    }

    private static float[] Predict(Sequential model, float[] x, InstructionSet set, TrainingOptions? training)
    {
        using IEngineSession session = new SimdEngine(2, set).Build(model, new SessionOptions { BatchSize = Batch, Training = training });
        return Outputs(session, model, x);
    }

    private static float[] Outputs(IEngineSession session, Sequential model, float[] x)
    {
        float[] outputs = new float[Batch * model.OutputShape.Size];
        session.Predict(new ModelInput(x, Batch), outputs);
        return outputs;
    }
}
