using CrackLab.Engine;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace Contract;

/// <summary>The networks that engines are compared on: every layer, every border, every head.</summary>
internal static class ContractNets
{
    /// <summary>The one with everything that training knows: normalization, dropout, a global maximum.</summary>
    public const string CrackNet = "CrackNet";

    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, ContractNet> All { get; } = new Dictionary<string, ContractNet>(StringComparer.Ordinal)
    {
        // Four poolings leave one pixel of 16: a batch of one sample normalizes over a single value.
        [CrackNet] = new(new(16, 16, 3), () => Models.CrackNet(16).Layers),
        ["Seed CNN"] = new(new(22, 26, 3), () =>
        [
            new Rescaling(1 / 255f), new Conv2D(16, 3, Activation.Relu), new MaxPooling2D(), new Conv2D(32, 3, Activation.Relu), new MaxPooling2D(),
            new Flatten(), new Dense(20, Activation.Relu), new Dense(1, Activation.Sigmoid),
        ]),
        ["Rows of features, three classes"] = new(Shape.Flat(7), () =>
            [new BatchNormalization(), new Dense(9, Activation.Relu) { UseBias = false }, new Dropout(0.4f), new Flatten(), new Dense(3, Activation.Softmax)]),
        ["Borders and strides"] = new(new(11, 14, 3), () =>
        [
            new Rescaling(1 / 127.5f, -1), new Conv2D(5, 3) { Padding = Padding.Same, Strides = 2, UseBias = false }, new BatchNormalization(0.8f), new ReLU(),
            new Conv2D(6, 2, Activation.Relu) { Padding = Padding.Same }, new Conv2D(17, 5) { Padding = Padding.Same, Strides = 3, UseBias = false },
            new BatchNormalization(), new Dropout(0.3f), new GlobalAveragePooling2D(), new Dense(3, Activation.Softmax),
        ]),
        ["Ties"] = new(
            new(9, 10, 2),
            () => [new MaxPooling2D(3, 2), new ReLU(), new BatchNormalization(), new MaxPooling2D(2, 1), new Rescaling(0.5f, 0.25f), new GlobalMaxPooling2D(), new Dense(1, Activation.Sigmoid)],
            Whole: true),
    };
}
