using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>The mean of each channel over the whole picture.</summary>
/// <remarks>keras.layers.GlobalAveragePooling2D.</remarks>
public sealed class GlobalAveragePooling2D : Layer
{
    /// <inheritdoc/>
    public override string BaseName => "global_average_pooling2d";

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => Shape.Flat(RequirePicture(input).Channels);
}
