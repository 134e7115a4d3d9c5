using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>Lays a picture out as one row of features, in the order (height, width, channel).</summary>
/// <remarks>keras.layers.Flatten.</remarks>
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    public override string BaseName => "flatten";

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => Shape.Flat(input.Size);
}
