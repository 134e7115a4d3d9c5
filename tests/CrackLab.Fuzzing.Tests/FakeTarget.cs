using CrackLab.Fuzzing.Running;

namespace CrackLab.Fuzzing.Tests;

/// <summary>Reads inputs as a test says; may allocate a megabyte.</summary>
internal sealed class FakeTarget(Action<byte[]> run, Action? compare = null) : FuzzTarget
{
    public override string Name => "fake";

    public override IReadOnlyList<FuzzSeed> Seeds { get; } = [new FuzzSeed("seed", [1, 2, 3])];

    public override IReadOnlyList<Mutation> Mutations => [];

    public override IReadOnlyList<string> Assemblies => [];

    public override void Run(byte[] input, FuzzRandom random) => run(input);

    public override void Compare(byte[] input, FuzzRandom random) => compare?.Invoke();

    public override long AllocationBound(byte[] input) => 1_000_000;

    public override bool IsRefusal(Exception error) => error is InvalidDataException;
}
