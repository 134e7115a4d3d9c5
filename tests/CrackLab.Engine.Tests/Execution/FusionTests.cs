using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Losses;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Execution;

/// <summary>A session that only predicts does several layers in one pass; one that trains does each alone. Both give the same bits.</summary>
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
            Sequential model = Build(filters, side, layers, padding);
            float[] x = Values.Uniform(Batch * model.InputShape.Size, 1);
            float[] oneByOne = Predict(model, x, set, new TrainingOptions(Loss.For(model), new Sgd()));
            float[] inOnePass = Predict(model, x, set, training: null);

            Assert.Equal(oneByOne, inOnePass);
        }
    }

    private static Sequential Build(int filters, int side, string layers, Padding padding)
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
