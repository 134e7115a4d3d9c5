using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>max(0, x), value by value.</summary>
/// <remarks>keras.layers.ReLU. Behind BatchNormalization; elsewhere a layer's own activation does the same.</remarks>
public sealed class ReLU : Layer
{
    /// <inheritdoc/>
    public override string BaseName => "re_lu";

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;
}
