using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Layers;

/// <summary>x * Scale + Offset: brings pixels 0..255 to the range that the model is trained on.</summary>
/// <remarks>keras.layers.Rescaling. The model carries its own preprocessing, so training and prediction cannot disagree.</remarks>
public sealed class Rescaling : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="scale">Factor, finite, usually 1/255.</param>
    /// <param name="offset">Added after scaling, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Rescaling(float scale, float offset = 0)
    {
        RequireFinite(scale, nameof(scale));
        RequireFinite(offset, nameof(offset));
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

    private static void RequireFinite(float value, string name)
    {
        if (!float.IsFinite(value)) throw new ArgumentOutOfRangeException(name, value, "Rescaling: expected a finite number, received another. Give 1/255 to bring pixels to 0..1.");
    }
}
