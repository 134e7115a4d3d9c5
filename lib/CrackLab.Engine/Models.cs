using CrackLab.Engine.Initializers;
using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine;

/// <summary>Ready-made models.</summary>
public static class Models
{
    /// <summary>The well-known three-convolution network for crack pictures: 7,387,649 weights at 256x256.</summary>
    /// <param name="size">Side of the square input in pixels; 256 in the original.</param>
    /// <param name="classes">Number of classes, 2 or more.</param>
    /// <param name="seed">Where the random initial weights come from.</param>
    /// <remarks>Conv 16-32-32 (3x3, valid, ReLU), each with a 2x2 max-pool, Dense 256, sigmoid; pixels scaled by 1/255.</remarks>
    public static Sequential SeedCnn(int size = 256, int classes = 2, int seed = 42) =>
        new Sequential(
            new Rescaling(1 / 255f),
            new Conv2D(16, 3, Activation.Relu),
            new MaxPooling2D(),
            new Conv2D(32, 3, Activation.Relu),
            new MaxPooling2D(),
            new Conv2D(32, 3, Activation.Relu),
            new MaxPooling2D(),
            new Flatten(),
            new Dense(256, Activation.Relu),
            Head(classes))
            .Build(new Shape(size, size, 3), seed);

    /// <summary>CrackLab's own network: small, fast, and looks at any picture at least 32 pixels wide.</summary>
    /// <param name="size">Side of the square input in pixels.</param>
    /// <param name="classes">Number of classes, 2 or more.</param>
    /// <param name="seed">Where the random initial weights come from.</param>
    /// <remarks>
    /// Convolutions halve the picture at once and widen it step by step, each with batch normalization; a global maximum
    /// lets a crack count wherever it lies and however short it is.
    /// </remarks>
    public static Sequential CrackNet(int size = 128, int classes = 2, int seed = 42) =>
        new Sequential(
        [
            new Rescaling(1 / 127.5f, -1),
            .. Block(16, strides: 2),
            .. Block(32, strides: 2),
            .. Block(64, strides: 2),
            .. Block(96, strides: 2),
            .. Block(128, strides: 2),
            new GlobalMaxPooling2D(),
            new Dropout(0.2f),
            Head(classes),
        ])
        { Name = "crack_net" }.Build(new Shape(size, size, 3), seed);

    private static Layer[] Block(int filters, int strides) =>
    [
        new Conv2D(filters, 3) { Strides = strides, Padding = Padding.Same, UseBias = false, KernelInitializer = Initializer.HeNormal },
        new BatchNormalization(momentum: 0.9f),
        new ReLU(),
    ];

    private static Dense Head(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        return classes == 2 ? new Dense(1, Activation.Sigmoid) : new Dense(classes, Activation.Softmax);
    }
}
