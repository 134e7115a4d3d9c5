using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;
using CrackLab.Engine.Winograd;

namespace CrackLab.Engine.Operations;

/// <summary>Conv2D with bias and what its tail holds: forward, and where it trains, weight gradient and input gradient.</summary>
/// <remarks>By Winograd's products where the sizes suit them, else by direct sums.</remarks>
internal sealed unsafe class ConvolutionOperation<TSimd, TVector> : Operation
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly bool _cutsGradient;
    private readonly IConvolutionPass _forward;
    private readonly IConvolutionPass? _weightGradient;
    private readonly IConvolutionPass? _inputGradient;
    private readonly ReluGradient<TSimd, TVector> _reluGradient = new();

    /// <param name="g">Its sizes.</param>
    /// <param name="output">Shape of what its tail gives.</param>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="bias">Its bias, or none.</param>
    /// <param name="tail">What is done in the same pass.</param>
    /// <param name="options">What to get ready for.</param>
    public ConvolutionOperation(
        ConvolutionGeometry g, Shape output, ParameterView kernel, ParameterView bias, ConvolutionTail tail, OperationOptions options)
        : base(new Shape(g.H, g.W, g.C), output)
    {
        _cutsGradient = tail.Relu && tail.Pool == 1;
        byte* choice = options.Training && tail.Pool > 1
            ? (byte*)options.Memory.Take(((long)options.BatchSize * output.Size / sizeof(float)) + 1)
            : null;
        IRowSource gradientRows = choice is null ? new ImageRows(g.OH, g.OW, g.F) : new SpreadRows<TSimd, TVector>(g.OH, g.OW, g.F, tail.Pool, choice);
        bool learnsInput = options.Training && options.NeedsInputGradient;
        if (WinogradTiling.Suits(g, TSimd.Width))
        {
            var transformed = new TransformedKernel<TSimd, TVector>(kernel.Values, g, options);
            _forward = new WinogradForward<TSimd, TVector>(g, transformed, bias.Values, tail, choice, options);
            _weightGradient = options.Training ? new WinogradWeightGradient<TSimd, TVector>(g, kernel, bias, gradientRows, options) : null;
            _inputGradient = learnsInput ? new WinogradInputGradient<TSimd, TVector>(g, transformed, gradientRows, options) : null;
        }
        else
        {
            _forward = new ConvolutionForward<TSimd, TVector>(g, kernel.Values, bias.Values, tail, choice, options);
            _weightGradient = options.Training ? new ConvolutionWeightGradient<TSimd, TVector>(g, kernel, bias, gradientRows, options) : null;
            _inputGradient = learnsInput ? new ConvolutionInputGradient<TSimd, TVector>(g, kernel.Values, gradientRows, options) : null;
        }
    }

    /// <summary>Largest max-pooling window that can be done in the same pass: of a tile, or of what a byte can number.</summary>
    /// <param name="g">Sizes of the convolution.</param>
    public static int MaxPool(ConvolutionGeometry g) => WinogradTiling.Suits(g, TSimd.Width) ? WinogradTiling.MaxPool : 15;

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
