using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>While training, sets a random part of the values to 0 and scales the rest up, so that their expected sum stays.</summary>
/// <remarks>keras.layers.Dropout, https://jmlr.org/papers/v15/srivastava14a.html. Does nothing at prediction.</remarks>
public sealed class Dropout : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="rate">Part of the values to drop, 0 to below 1.</param>
    public Dropout(float rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        Rate = rate;
    }

    /// <summary>Part of the values to drop.</summary>
    public float Rate { get; }

    /// <inheritdoc/>
    public override string BaseName => "dropout";

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;
}
