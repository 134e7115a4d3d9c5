using CrackLab.Engine.Operations;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Winograd;

/// <summary>dx from dy: the convolution of dy with the kernel turned over, by <see cref="WinogradConvolution{TSimd, TVector}"/>.</summary>
internal sealed unsafe class WinogradInputGradient<TSimd, TVector> : IConvolutionPass
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly TransformedKernel<TSimd, TVector> _kernel;
    private readonly WinogradConvolution<TSimd, TVector> _convolution;

    public WinogradInputGradient(
        ConvolutionGeometry g, TransformedKernel<TSimd, TVector> kernel, IRowSource gradientRows, OperationOptions options)
    {
        _kernel = kernel;
        var shape = new WinogradShape(g.OW, g.F, g.H, g.W, g.C, g.K - 1 - g.Top, g.K - 1 - g.Left);
        _convolution = new(shape, gradientRows, bias: null, new ConvolutionTail(Relu: false, Pool: 1), choice: null, options);
    }

    /// <inheritdoc/>
    public void Refresh() => _kernel.Refresh();

    /// <inheritdoc/>
    public void Run(Pass pass, float* dy, float* dx) => _convolution.Run(pass, _kernel.TurnedPlanes(pass), dy, dx);
}
