using CrackLab.Engine.Layers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>Conv2D with bias and what its tail holds: forward, and where it trains, weight gradient and input gradient.</summary>
internal sealed unsafe class ConvolutionOperation<TSimd, TVector> : Operation
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly bool _cutsGradient;
    private readonly ConvolutionForward<TSimd, TVector> _forward;
    private readonly ConvolutionWeightGradient<TSimd, TVector>? _weightGradient;
    private readonly ConvolutionInputGradient<TSimd, TVector>? _inputGradient;
    private readonly ReluGradient<TSimd, TVector> _reluGradient = new();

    /// <param name="layer">The convolution.</param>
    /// <param name="shapes">Shapes of its input and of what its tail gives.</param>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="bias">Its bias, or none.</param>
    /// <param name="tail">What is done in the same pass.</param>
    /// <param name="options">What to get ready for.</param>
    public ConvolutionOperation(
        Conv2D layer, (Shape Input, Shape Output) shapes, ParameterView kernel, ParameterView bias, ConvolutionTail tail, OperationOptions options)
        : base(shapes.Input, shapes.Output)
    {
        var geometry = new ConvolutionGeometry(layer, shapes.Input);
        _cutsGradient = tail.Relu && tail.Pool == 1;
        byte* choice = options.Training && tail.Pool > 1 ? (byte*)options.Memory.Take(((long)options.BatchSize * shapes.Output.Size / sizeof(float)) + 1) : null;
        _forward = new(geometry, kernel.Values, bias.Values, tail, choice, options);
        if (options.Training)
        {
            var gradientRows = new ConvolutionGradientRows<TSimd, TVector>(geometry, tail.Pool, choice);
            _weightGradient = new(geometry, kernel, bias, gradientRows, options);
            _inputGradient = options.NeedsInputGradient ? new(geometry, kernel.Values, gradientRows, options) : null;
        }
    }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override void Prepare(bool training)
    {
        _forward.Refresh();
        if (training)
        {
            _inputGradient?.Refresh();
        }
    }

    /// <inheritdoc/>
    public override void Forward(Pass pass, float* x, float* y) => _forward.Run(pass, x, y);

    /// <inheritdoc/>
    public override void Backward(Pass pass, float* x, float* y, float* dy, float* dx)
    {
        if (_cutsGradient)
        {
            _reluGradient.Run(pass, y, dy, Output.Size);
        }

        _weightGradient!.Run(pass, x, dy);
        if (dx is not null)
        {
            _inputGradient!.Run(pass, dy, dx);
        }
    }
}
