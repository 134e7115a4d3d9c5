using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>The largest value of each channel over the whole picture.</summary>
/// <remarks>keras.layers.GlobalMaxPooling2D. A crack that crosses only a corner counts as much as one that fills the picture.</remarks>
public sealed class GlobalMaxPooling2D : Layer
{
    /// <inheritdoc/>
    public override string BaseName => "global_max_pooling2d";

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => Shape.Flat(RequirePicture(input).Channels);
}
