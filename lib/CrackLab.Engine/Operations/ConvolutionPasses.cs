using CrackLab.Engine.Simd;
using CrackLab.Engine.Winograd;

namespace CrackLab.Engine.Operations;

/// <summary>A convolution's three passes: by Winograd's products where the sizes suit them, else by direct sums.</summary>
/// <param name="Forward">y from x.</param>
/// <param name="WeightGradient">Gradients of kernel and bias; null where the kernel has no place for them.</param>
/// <param name="InputGradient">dx from dy; null where nobody needs it.</param>
internal sealed record ConvolutionPasses(IConvolutionPass Forward, IConvolutionPass? WeightGradient, IConvolutionPass? InputGradient)
{
    // What a byte can number.
    private const int MaxDirectPool = 15;

    /// <summary>Largest max-pooling window that can be done in the same pass.</summary>
    /// <param name="g">Sizes of the convolution.</param>
    /// <param name="width">Floats of a vector.</param>
    public static int MaxPool(ConvolutionGeometry g, int width) => WinogradTiling.Suits(g, width) ? WinogradTiling.MaxPool : MaxDirectPool;

    /// <summary>Gets the passes ready.</summary>
    /// <param name="g">Sizes.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="bias">The bias, or none.</param>
    /// <param name="tail">What is done in the same pass; its pool is <see cref="MaxPool"/> at most.</param>
    /// <param name="options">What to get ready for.</param>
    public static unsafe ConvolutionPasses Create<TSimd, TVector>(
        ConvolutionGeometry g, ParameterView kernel, ParameterView bias, ConvolutionTail tail, OperationOptions options)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        long pooled = (long)options.BatchSize * (g.OH / tail.Pool) * (g.OW / tail.Pool) * g.F;
        byte* choice = options.Training && tail.Pool > 1 ? (byte*)options.Memory.Take((pooled / sizeof(float)) + 1) : null;
        IRowSource gradientRows = choice is null ? new ImageRows(g.OH, g.OW, g.F) : new SpreadRows<TSimd, TVector>(g.OH, g.OW, g.F, tail.Pool, choice);
        bool learns = options.Training && kernel.Gradient is not null;
        bool learnsInput = options.Training && options.NeedsInputGradient;
        if (WinogradTiling.Suits(g, TSimd.Width))
        {
            var transformed = new TransformedKernel<TSimd, TVector>(kernel.Values, g, options);
            return new(
                new WinogradForward<TSimd, TVector>(g, transformed, bias.Values, tail, choice, options),
                learns ? new WinogradWeightGradient<TSimd, TVector>(g, kernel, bias, gradientRows, options) : null,
                learnsInput ? new WinogradInputGradient<TSimd, TVector>(g, transformed, gradientRows, options) : null);
        }

        return new(
            new ConvolutionForward<TSimd, TVector>(g, kernel.Values, bias.Values, tail, choice, options),
            learns ? new ConvolutionWeightGradient<TSimd, TVector>(g, kernel, bias, gradientRows, options) : null,
            learnsInput ? new ConvolutionInputGradient<TSimd, TVector>(g, kernel.Values, gradientRows, options) : null);
    }
}
