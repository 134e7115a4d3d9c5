namespace CrackLab.Engine.Execution;

/// <summary>What an engine computes on.</summary>
public enum Device
{
    /// <summary>The machine's processors.</summary>
    Cpu,

    /// <summary>An NVIDIA card.</summary>
    Cuda,
}
