using CrackLab.Engine.Operations;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Winograd;

/// <summary>y = max(floor, bias + x * kernel), pooled where the tail says so, by <see cref="WinogradConvolution{TSimd, TVector}"/>.</summary>
internal sealed unsafe class WinogradForward<TSimd, TVector> : IConvolutionPass
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private readonly TransformedKernel<TSimd, TVector> _kernel;
    private readonly WinogradConvolution<TSimd, TVector> _convolution;

    public WinogradForward(
        ConvolutionGeometry g, TransformedKernel<TSimd, TVector> kernel, float* bias, ConvolutionTail tail, byte* choice, OperationOptions options)
    {
        _kernel = kernel;
        var shape = new WinogradShape(g.W, g.C, g.OH, g.OW, g.F, g.Top, g.Left);
        _convolution = new(shape, new ImageRows(g.H, g.W, g.C), bias, tail, choice, options);
    }

    /// <inheritdoc/>
    public void Refresh() => _kernel.Refresh();

    /// <inheritdoc/>
    public void Run(Pass pass, float* x, float* y) => _convolution.Run(pass, _kernel.Planes(pass), x, y);
}
