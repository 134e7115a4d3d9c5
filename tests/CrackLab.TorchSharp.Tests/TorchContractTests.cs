using Contract;
using CrackLab.Engine.Execution;

namespace CrackLab.TorchSharp.Tests;

/// <summary>The engines' contract on TorchSharp, on the CPU, against the SIMD engine.</summary>
public sealed class TorchContractTests : EngineContract
{
    protected override IEngine Engine { get; } = new TorchSharpEngine(threads: 2);

    protected override IEngine Peer { get; } = new SimdEngine(2);
}
