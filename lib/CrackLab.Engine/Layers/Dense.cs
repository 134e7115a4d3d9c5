using CrackLab.Engine.Initializers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>Every output sees every input: y = activation(x * kernel + bias).</summary>
/// <remarks>keras.layers.Dense. A last layer with Sigmoid (1 unit) or Softmax is trained on its logits.</remarks>
public sealed class Dense : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="units">Outputs, at least 1.</param>
    /// <param name="activation">Linear or Relu; on the last layer also Sigmoid or Softmax.</param>
    public Dense(int units, Activation activation = Activation.Linear)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        Units = units;
        Activation = activation;
    }

    /// <summary>Outputs.</summary>
    public int Units { get; }

    /// <summary>Linear or Relu; on the last layer also Sigmoid or Softmax.</summary>
    public Activation Activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <inheritdoc/>
    public override string BaseName => "dense";

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) =>
        input.IsFlat
            ? Shape.Flat(Units)
            : throw Refuse("a row of features (None, features)", input, "Put Flatten or GlobalAveragePooling2D before it.");

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(Shape input)
    {
        var kernel = new ParameterSpec("kernel", [input.Size, Units], KernelInitializer);
        return UseBias ? [kernel, new ParameterSpec("bias", [Units], Initializer.Zeros)] : [kernel];
    }
}
