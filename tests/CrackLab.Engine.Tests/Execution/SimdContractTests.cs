using Contract;
using CrackLab.Engine.Execution;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Tests.Execution;

/// <summary>The engines' contract on the SIMD engine: the widest vectors against the narrowest.</summary>
[Trait("Speed", "Quick")]
public sealed class SimdContractTests : EngineContract
{
    protected override IEngine Engine { get; } = new SimdEngine(2);

    protected override IEngine Peer { get; } = new SimdEngine(1, InstructionSet.Vector128);
}
