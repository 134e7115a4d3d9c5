using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Execution;

/// <summary>The default engine: vector kernels on the CPU, with nothing but the .NET runtime.</summary>
/// <remarks>Same seed, data and instruction set give the same bits, whatever the number of threads.</remarks>
public sealed class SimdEngine : IEngine
{
    /// <summary>Makes the engine.</summary>
    /// <param name="threads">Threads that compute, at least 1; <see langword="null"/> for one a core.</param>
    /// <param name="instructionSet">Vector width; <see langword="null"/> for the widest that the machine has.</param>
    /// <exception cref="ArgumentException">The machine does not have that width.</exception>
    public SimdEngine(int? threads = null, InstructionSet? instructionSet = null)
    {
        Threads = threads ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1, nameof(threads));
        InstructionSet = instructionSet ?? InstructionSets.Best;
        if (!InstructionSets.Available.Contains(InstructionSet))
        {
            throw new ArgumentException($"SimdEngine: expected one of {string.Join(", ", InstructionSets.Available)}, received {InstructionSet}. Leave it out for the best one.", nameof(instructionSet));
        }
    }

    /// <summary>Threads that compute.</summary>
    public int Threads { get; }

    /// <summary>Vector width.</summary>
    public InstructionSet InstructionSet { get; }

    /// <inheritdoc/>
    public string Name => $"SIMD ({InstructionSet}, {Threads} thread{(Threads == 1 ? "" : "s")})";

    /// <inheritdoc/>
    public IEngineSession Build(Sequential model, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return new SimdSession(model, options, KernelSet.For(InstructionSet), Threads);
    }
}
