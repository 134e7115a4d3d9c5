using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>x * Scale + Offset: brings pixels 0..255 to the range that the model is trained on.</summary>
/// <remarks>keras.layers.Rescaling. The model carries its own preprocessing, so training and prediction cannot disagree.</remarks>
public sealed class Rescaling : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="scale">Factor, usually 1/255.</param>
    /// <param name="offset">Added after scaling.</param>
    public Rescaling(float scale, float offset = 0)
    {
        Scale = scale;
        Offset = offset;
    }

    /// <summary>Factor.</summary>
    public float Scale { get; }

    /// <summary>Added after scaling.</summary>
    public float Offset { get; }

    /// <inheritdoc/>
    public override string BaseName => "rescaling";

    /// <inheritdoc/>
    public override Shape OutputShape(Shape input) => input;
}
