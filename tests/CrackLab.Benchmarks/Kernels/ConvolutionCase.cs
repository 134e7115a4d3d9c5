using CrackLab.Engine.Simd;

namespace CrackLab.Benchmarks.Kernels;

/// <summary>A convolution with its data, ready to be timed.</summary>
internal abstract class ConvolutionCase : IDisposable
{
    /// <summary>Gets ready, at the machine's widest vectors.</summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="threads">Threads that share the operations; tiles always run on one.</param>
    public static ConvolutionCase Create(ConvolutionShape shape, int threads) => InstructionSets.Best switch
    {
        InstructionSet.Vector512 => new ConvolutionCase<Simd512, System.Runtime.Intrinsics.Vector512<float>>(shape, threads),
        InstructionSet.Vector256 => new ConvolutionCase<Simd256, System.Runtime.Intrinsics.Vector256<float>>(shape, threads),
        _ => new ConvolutionCase<Simd128, System.Runtime.Intrinsics.Vector128<float>>(shape, threads),
    };

    /// <summary>Bias, convolution and ReLU of a batch.</summary>
    public abstract void Forward();

    /// <summary>Gradient of kernel and bias over a batch.</summary>
    public abstract void WeightGradient();

    /// <summary>Gradient of the input of a batch.</summary>
    public abstract void InputGradient();

    /// <summary>One output row, through the register tiles.</summary>
    public abstract void OutputRow();

    /// <summary>What one output row adds to one kernel row's gradient, for each kernel row, through the register tiles.</summary>
    public abstract void GradientRow();

    /// <inheritdoc/>
    public abstract void Dispose();
}
