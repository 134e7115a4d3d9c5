using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>The largest value of each window, channel by channel.</summary>
/// <remarks>keras.layers.MaxPooling2D. Where values tie, the gradient goes to the first in reading order.</remarks>
public sealed class MaxPooling2D : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="poolSize">Side of the square window, at least 1.</param>
    /// <param name="strides">Step of the window; <see langword="null"/> for the window's side.</param>
    public MaxPooling2D(int poolSize = 2, int? strides = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(poolSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(strides ?? 1, 1);
        PoolSize = poolSize;
        Strides = strides ?? poolSize;
    }

    /// <summary>Side of the square window.</summary>
    public int PoolSize { get; }

    /// <summary>Step of the window.</summary>
    public int? Strides { get; }

    /// <inheritdoc/>
    public override string BaseName => "max_pooling2d";

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input)
    {
        RequirePicture(input);
        int height = Rows(input).Output;
        int width = Columns(input).Output;
        return height < 1 || width < 1
            ? throw Refuse($"a picture of at least {PoolSize}x{PoolSize}", input, "Use larger pictures or fewer layers.")
            : new Shape(height, width, input.Channels);
    }

    internal Window Rows(Shape input) => new(input.Height, PoolSize, Strides!.Value, Padding.Valid);

    internal Window Columns(Shape input) => new(input.Width, PoolSize, Strides!.Value, Padding.Valid);
}
