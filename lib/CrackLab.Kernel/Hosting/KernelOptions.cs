using CrackLab.Kernel.Transport;

namespace CrackLab.Kernel.Hosting;

/// <summary>Bounds of a kernel.</summary>
internal sealed record KernelOptions
{
    /// <summary>What a peer may ask for.</summary>
    public TransportLimits Limits { get; init; } = new();

    /// <summary>UTF-16 units that a cell may print.</summary>
    public int CellText { get; init; } = 4 << 20;
}
