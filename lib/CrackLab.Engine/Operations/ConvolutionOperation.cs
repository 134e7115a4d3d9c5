using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Operations;

/// <summary>Conv2D with bias and what its tail holds: forward, and where it trains, weight gradient and input gradient.</summary>
internal sealed unsafe class ConvolutionOperation<TSimd, TVector> : Operation
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly bool _cutsGradient;
    private readonly ConvolutionPasses _passes;
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
        _passes = ConvolutionPasses.Create<TSimd, TVector>(g, kernel, bias, tail, options);
    }

    /// <inheritdoc/>
    public override bool HasParameters => true;

    /// <inheritdoc/>
    public override void Prepare(bool training)
    {
        _passes.Forward.Refresh();
        if (training)
        {
            _passes.InputGradient?.Refresh();
        }
    }

    /// <inheritdoc/>
    public override void Forward(Pass pass, float* x, float* y) => _passes.Forward.Run(pass, x, y);

    /// <inheritdoc/>
    public override void Backward(Pass pass, float* x, float* y, float* dy, float* dx)
    {
        if (_cutsGradient)
        {
            _reluGradient.Run(pass, y, dy, Output.Size);
        }

        if (pass.IsTraining)
        {
            _passes.WeightGradient!.Run(pass, x, dy);
        }

        if (dx is not null)
        {
            _passes.InputGradient!.Run(pass, dy, dx);
        }
    }
}
