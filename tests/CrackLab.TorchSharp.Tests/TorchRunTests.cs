using Contract;
using CrackLab.Engine.Execution;

namespace CrackLab.TorchSharp.Tests;

/// <summary>The contract of whole runs on TorchSharp, on the CPU, against the SIMD engine.</summary>
public sealed class TorchRunTests : RunContract
{
    protected override IEngine Engine { get; } = new TorchSharpEngine(threads: 2);

    protected override IEngine Peer { get; } = new SimdEngine(2);
}
