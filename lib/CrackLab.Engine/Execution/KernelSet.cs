using CrackLab.Engine.Operations;
using CrackLab.Engine.Optimizers;
using CrackLab.Engine.Simd;
using CrackLab.Engine.Tensors;

namespace CrackLab.Engine.Execution;

/// <summary>Everything that depends on the vector width.</summary>
internal abstract unsafe class KernelSet
{
    /// <summary>The kernels of one width.</summary>
    /// <param name="set">A width that the machine has.</param>
    public static KernelSet For(InstructionSet set) => set switch
    {
        InstructionSet.Vector512 => new KernelSet<Simd512, System.Runtime.Intrinsics.Vector512<float>>(),
        InstructionSet.Vector256 => new KernelSet<Simd256, System.Runtime.Intrinsics.Vector256<float>>(),
        _ => new KernelSet<Simd128, System.Runtime.Intrinsics.Vector128<float>>(),
    };

    /// <summary>Makes a model's layers ready, in order; layers that only describe (Flatten) give none.</summary>
    /// <param name="model">A built model.</param>
    /// <param name="gradient">Where weight gradients go, or null where none are wanted.</param>
    /// <param name="options">What to get ready for; with NeedsInputGradient the model's own input is differentiated too.</param>
    public abstract IReadOnlyList<Operation> BuildOperations(Sequential model, float* gradient, OperationOptions options);

    public abstract IOptimizerStep BuildOptimizer(Sequential model, Optimizer optimizer, float* gradient, IReadOnlyList<AlignedBuffer> slots);

    /// <summary>target[i] = source[i] * scale + offset.</summary>
    public abstract void ConvertBytes(byte* source, float* target, int length, float scale, float offset);

    /// <summary>target[i] += (source[i] - target[i]) * part.</summary>
    /// <returns>Whether all that came out is finite.</returns>
    public abstract bool MoveTowards(float* target, float* source, int length, float part);
}
