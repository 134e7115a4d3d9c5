using CrackLab.Engine.Initializers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it by learnt factors.</summary>
/// <remarks>
/// keras.layers.BatchNormalization, https://arxiv.org/abs/1502.03167. Training uses the batch's mean and (biased)
/// variance and moves the running ones: moving = Momentum * moving + (1 - Momentum) * batch. Prediction uses the running ones.
/// </remarks>
public sealed class BatchNormalization : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="momentum">Part of the running statistics kept at each step, 0..1.</param>
    /// <param name="epsilon">Added to the variance, above 0, finite.</param>
    public BatchNormalization(float momentum = 0.99f, float epsilon = 1e-3f)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(momentum, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(momentum, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epsilon, float.MaxValue);
        Momentum = momentum;
        Epsilon = epsilon;
    }

    /// <summary>Part of the running statistics kept at each step.</summary>
    public float Momentum { get; }

    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; }

    /// <inheritdoc/>
    public override string BaseName => "batch_normalization";

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(Shape input) =>
    [
        new("gamma", [input.Channels], Initializer.Ones),
        new("beta", [input.Channels], Initializer.Zeros),
        new("moving_mean", [input.Channels], Initializer.Zeros, Trainable: false),
        new("moving_variance", [input.Channels], Initializer.Ones, Trainable: false),
    ];
}
