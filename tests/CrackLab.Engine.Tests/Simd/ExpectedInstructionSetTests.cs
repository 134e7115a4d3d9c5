using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Tests.Simd;

/// <summary>Run by <see cref="InstructionSetProcessTests"/> alone, in processes with narrower vectors.</summary>
[Trait("Speed", "Quick")]
public sealed class ExpectedInstructionSetTests
{
    public const string Variable = "CRACKLAB_EXPECTED_ISA";

    [Fact(Explicit = true)]
    public void Best_InAProcessThatSaysWhichToExpect_IsThatOne()
    {
        Assert.Equal(Environment.GetEnvironmentVariable(Variable), InstructionSets.Best.ToString());
        Assert.Equal(InstructionSets.Best, InstructionSets.Available[^1]);
        Assert.Equal((int)InstructionSets.Best + 1, InstructionSets.Available.Count);
    }
}
