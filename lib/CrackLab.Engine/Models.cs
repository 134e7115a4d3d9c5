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

    /// <summary>CrackLab's own network: small, fast, and looks at any picture at least 16 pixels wide.</summary>
    /// <param name="size">Side of the square input in pixels.</param>
    /// <param name="classes">Number of classes, 2 or more.</param>
    /// <param name="seed">Where the random initial weights come from.</param>
    /// <remarks>
    /// Each block keeps the strongest answer of every 2x2 window before it normalizes, so that normalization and ReLU have
    /// a quarter of the values to go over; a global maximum lets a crack count wherever it lies and however short it is.
    /// </remarks>
    public static Sequential CrackNet(int size = 64, int classes = 2, int seed = 42) =>
        new Sequential(
        [
            new Rescaling(1 / 127.5f, -1),
            .. Block(16, pools: true),
            .. Block(32, pools: true),
            .. Block(64, pools: true),
            .. Block(96, pools: true),
            .. Block(128, pools: false),
            new GlobalMaxPooling2D(),
            new Dropout(0.2f),
            Head(classes),
        ])
        { Name = "crack_net" }.Build(new Shape(size, size, 3), seed);

    private static Layer[] Block(int filters, bool pools) =>
    [
        new Conv2D(filters, 3) { Padding = Padding.Same, UseBias = false, KernelInitializer = Initializer.HeNormal },
        .. pools ? [new MaxPooling2D()] : Array.Empty<Layer>(),
        new BatchNormalization(momentum: 0.9f),
        new ReLU(),
    ];

    private static Dense Head(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        return classes == 2 ? new Dense(1, Activation.Sigmoid) : new Dense(classes, Activation.Softmax);
    }
}
