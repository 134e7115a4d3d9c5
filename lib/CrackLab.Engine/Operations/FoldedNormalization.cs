using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>A batch normalization of fixed statistics as a factor and a summand for each channel of the convolution before it.</summary>
/// <remarks>
/// scale = gamma / sqrt(variance + epsilon), shift = beta + (bias - mean) * scale: the convolution's weights times scale,
/// with shift as bias, give what the two layers give one after the other.
/// </remarks>
internal sealed unsafe class FoldedNormalization
{
    private readonly BatchNormalization _layer;
    private readonly BatchNormalizationViews _views;
    private readonly float* _bias;
    private readonly int _channels;

    public FoldedNormalization(BatchNormalization layer, BatchNormalizationViews views, float* bias, int channels, Workspace memory)
    {
        _layer = layer;
        _views = views;
        _bias = bias;
        _channels = channels;
        Scale = memory.Take(channels);
        Shift = memory.Take(channels);
    }

    /// <summary>Factor of each channel.</summary>
    public float* Scale { get; }

    /// <summary>Summand of each channel.</summary>
    public float* Shift { get; }

    /// <summary>Computes both anew from the layer's weights.</summary>
    public void Refresh()
    {
        for (int c = 0; c < _channels; c++)
        {
            double scale = _views.Gamma.Values[c] / Math.Sqrt(_views.MovingVariance.Values[c] + _layer.Epsilon);
            double bias = _bias is null ? 0 : _bias[c];
            Scale[c] = (float)scale;
            Shift[c] = (float)(_views.Beta.Values[c] + ((bias - _views.MovingMean.Values[c]) * scale));
        }
    }
}
