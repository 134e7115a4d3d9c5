using CrackLab.Engine.Initializers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>Two-dimensional convolution (cross-correlation, as everywhere in deep learning) with an optional bias and activation.</summary>
/// <remarks>
/// keras.layers.Conv2D. y[i, j, f] = activation(bias[f] + sum over a, b, c of x[i * Strides + a - top, j * Strides + b - left, c] * kernel[a, b, c, f]).
/// </remarks>
public sealed class Conv2D : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernelSize">Side of the square window, at least 1.</param>
    /// <param name="activation">Linear or Relu.</param>
    public Conv2D(int filters, int kernelSize, Activation activation = Activation.Linear)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernelSize, 1);
        if (activation is not (Activation.Linear or Activation.Relu))
        {
            throw new ArgumentException($"Conv2D: expected activation Linear or Relu, received {activation}. Put other activations on a Dense layer.", nameof(activation));
        }

        Filters = filters;
        KernelSize = kernelSize;
        Activation = activation;
    }

    /// <summary>Output channels.</summary>
    public int Filters { get; }

    /// <summary>Side of the square window.</summary>
    public int KernelSize { get; }

    /// <summary>Linear or Relu.</summary>
    public Activation Activation { get; }

    /// <summary>Step of the window in both directions, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Strides
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Strides));
            field = value;
        }
    }

    = 1;

    /// <summary>What happens at the border.</summary>
    public Padding Padding { get; init; } = Padding.Valid;

    /// <summary>Whether a bias is added; leave it out before BatchNormalization.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <inheritdoc/>
    public override string BaseName => "conv2d";

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        RequirePicture(input);
        int height = Rows(input).Output;
        int width = Columns(input).Output;
        return height < 1 || width < 1
            ? throw Refuse($"a picture of at least {KernelSize}x{KernelSize}", input, "Use larger pictures, fewer layers or Padding.Same.")
            : new Shape(height, width, Filters);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(Shape input)
    {
        var kernel = new ParameterSpec("kernel", [KernelSize, KernelSize, input.Channels, Filters], KernelInitializer);
        return UseBias ? [kernel, new ParameterSpec("bias", [Filters], Initializer.Zeros)] : [kernel];
    }

    /// <summary>How the window runs from top to bottom, and how many rows of zeros surround the picture.</summary>
    /// <param name="input">Shape of one input sample.</param>
    public Window Rows(Shape input) => new(input.Height, KernelSize, Strides, Padding);

    /// <summary>The same from left to right.</summary>
    /// <param name="input">Shape of one input sample.</param>
    public Window Columns(Shape input) => new(input.Width, KernelSize, Strides, Padding);
}
