using System.Runtime.Intrinsics;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Tests.Simd;

/// <summary>Run by <see cref="InstructionSetProcessTests"/> and .ci/instruction-sets alone, in processes with narrower vectors.</summary>
[Trait("Speed", "Quick")]
public sealed class ExpectedInstructionSetTests
{
    public const string Variable = "CRACKLAB_EXPECTED_ISA";

    /// <summary>No vectors at all: the 128-bit path, with the base library adding float by float.</summary>
    public const string Scalar = "Scalar";

    [Fact(Explicit = true)]
    public void Best_InAProcessThatSaysWhichToExpect_IsThatOne()
    {
        string? expected = Environment.GetEnvironmentVariable(Variable);
        Assert.Equal(expected, Vector128.IsHardwareAccelerated ? InstructionSets.Best.ToString() : Scalar);
        Assert.Equal(InstructionSets.Best, InstructionSets.Available[^1]);
        Assert.Equal((int)InstructionSets.Best + 1, InstructionSets.Available.Count);
    }
}
