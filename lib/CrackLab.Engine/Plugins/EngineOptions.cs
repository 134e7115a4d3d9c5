using CrackLab.Engine.Execution;

namespace CrackLab.Engine.Plugins;

/// <summary>How an engine of a plug-in is to compute.</summary>
public sealed record EngineOptions
{
    /// <summary>What it computes on.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>The numbers it multiplies.</summary>
    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Threads that compute on the CPU, at least 1; <see langword="null"/> for the engine's own choice.</summary>
    public int? Threads { get; init; }
}
