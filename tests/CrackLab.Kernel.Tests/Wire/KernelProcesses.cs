namespace CrackLab.Kernel.Tests.Wire;

/// <summary>Tests that start kernels and look at the clock: they run by themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KernelProcesses
{
    public const string Name = "Kernel processes";
}
