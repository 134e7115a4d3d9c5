using CrackLab.Engine.Layers;
using CrackLab.Engine.Tensors;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace CrackLab.TorchSharp.Steps;

/// <summary>Conv2D. Padding.Same puts the odd row of zeros behind the picture: where there is one, it is laid on first.</summary>
internal sealed class ConvolutionStep : IStep
{
    private readonly Tensor _kernel;
    private readonly Tensor? _bias;
    private readonly torch.ScalarType _type;
    private readonly long[] _strides;
    private readonly long[] _padding;
    private readonly long[]? _border;
    private readonly bool _relu;

    /// <summary>Makes the layer ready.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Shape of one input sample.</param>
    /// <param name="weights">(out, in, height, width) kernel; (out) bias, or <see langword="null"/>.</param>
    /// <param name="type">What is multiplied.</param>
    /// <param name="relu">Whether a ReLU is done here; not where a pooling that follows does it.</param>
    public ConvolutionStep(Conv2D layer, Shape input, (Tensor Kernel, Tensor? Bias) weights, torch.ScalarType type, bool relu)
    {
        Window rows = layer.Rows(input);
        Window columns = layer.Columns(input);
        bool isEven = rows.Before == rows.Behind && columns.Before == columns.Behind;
        (_kernel, _bias) = weights;
        _type = type;
        _strides = [layer.Strides, layer.Strides];
        _padding = isEven ? [rows.Before, columns.Before] : [0, 0];
        _border = isEven ? null : [columns.Before, columns.Behind, rows.Before, rows.Behind];
        _relu = relu;
    }

    /// <inheritdoc/>
    public Tensor Forward(Tensor x, PassState pass)
    {
        Tensor input = x.to(_type);
        if (_border is not null)
        {
            input = torch.nn.functional.pad(input, _border);
        }

        Tensor y = torch.nn.functional.conv2d(input, _kernel.to(_type), _bias?.to(_type), _strides, _padding);
        return _relu ? torch.nn.functional.relu(y, inplace: true) : y;
    }
}
