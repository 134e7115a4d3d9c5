using CrackLab.Engine.Execution;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Serialization;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Tests.Support;

namespace CrackLab.Engine.Tests.Golden;

/// <summary>The networks of make_golden.py, with the weights and inputs that both sides draw, and what PyTorch made of them.</summary>
internal sealed class GoldenNet
{
    private readonly Layer[] _layers;
    private readonly Dictionary<string, NamedTensor> _expected;

    private GoldenNet(string name, Layer[] layers, Shape input, int batch)
    {
        _layers = layers;
        Input = input;
        Batch = batch;
        _expected = Read(name).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        Inputs = Values.Uniform(batch * input.Size, 1000, name is "seed" ? 255 : 1);
    }

    public Shape Input { get; }

    public int Batch { get; }

    public float[] Inputs { get; }

    public float LabelSmoothing { get; private init; }

    public static GoldenNet Open(string name) => name switch
    {
        "sigmoid" => new(name,
            [
                new Rescaling(2, -0.25f),
                new Conv2D(8, 3) { Strides = 2, Padding = Padding.Same, UseBias = false }, new BatchNormalization(0.9f), new ReLU(),
                new Conv2D(10, 3, Activation.Relu), new MaxPooling2D(),
                new Flatten(), new Dense(12, Activation.Relu), new Dense(1, Activation.Sigmoid),
            ], new Shape(14, 11, 3), 6),
        "softmax" => new(name,
            [
                new Conv2D(6, 5) { Padding = Padding.Same, UseBias = false }, new BatchNormalization(0.9f), new ReLU(), new MaxPooling2D(3, 2),
                new Conv2D(9, 2, Activation.Relu) { Strides = 2, Padding = Padding.Same }, new GlobalMaxPooling2D(), new Dense(3, Activation.Softmax),
            ], new Shape(12, 13, 3), 7)
        { LabelSmoothing = 0.1f },
        "average" => new(name,
            [
                new Conv2D(17, 3, Activation.Relu) { Strides = 3, Padding = Padding.Same }, new Conv2D(5, 4) { Strides = 2, Padding = Padding.Same, UseBias = false },
                new BatchNormalization(0.9f), new GlobalAveragePooling2D(), new Dense(4, Activation.Softmax),
            ], new Shape(15, 16, 2), 5),
        _ => new(name, [.. Models.SeedCnn(32).Layers], new Shape(32, 32, 3), 4) { LabelSmoothing = 0.05f },
    };

    /// <summary>The tensors of one golden file.</summary>
    public static IReadOnlyList<NamedTensor> Read(string name) =>
        Safetensors.Read(Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.safetensors")).Tensors;

    public ReadOnlySpan<float> Expected(string name) => _expected[name].Values.Span;

    /// <summary>The network with the weights that the script starts from.</summary>
    public Sequential Build()
    {
        Sequential model = new Sequential(_layers).Build(Input);
        ulong number = 0;
        foreach (Parameter parameter in model.Parameters.Where(p => p.IsTrainable))
        {
            bool gamma = parameter.Name.EndsWith("gamma", StringComparison.Ordinal);
            int fanIn = parameter.Length / parameter.Dimensions[^1];
            double scale = gamma ? 0.3 : parameter.Dimensions.Count == 1 ? 0.1 : Math.Sqrt(3.0 / fanIn);
            float[] values = Values.Uniform(parameter.Length, number++, scale);
            (gamma ? Array.ConvertAll(values, value => 1 + value) : values).CopyTo(parameter.Values);
        }

        return model;
    }
}
