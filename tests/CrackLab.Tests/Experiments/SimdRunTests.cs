using Contract;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Simd;

namespace CrackLab.Tests.Experiments;

/// <summary>The contract of whole runs on the SIMD engine: the widest vectors against the narrowest.</summary>
public sealed class SimdRunTests : RunContract
{
    protected override IEngine Engine { get; } = new SimdEngine(2);

    protected override IEngine Peer { get; } = new SimdEngine(1, InstructionSet.Vector128);
}
