using CrackLab.Engine.Execution;
using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Tests.Simd;

public sealed class InstructionSetsTests
{
    [Fact]
    public void Available_OnEveryMachine_BeginsWithTheNarrowestAndEndsWithTheBest()
    {
        Assert.Equal(InstructionSet.Vector128, InstructionSets.Available[0]);
        Assert.Equal(InstructionSets.Best, InstructionSets.Available[^1]);
    }

    [Fact]
    public void Engine_SetThatTheMachineLacks_Refused()
    {
        string message = Assert.Throws<ArgumentException>(() => new SimdEngine(1, (InstructionSet)99)).Message;
        Assert.Contains("expected one of Vector128", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Engine_Name_TellsSetAndThreads() =>
        Assert.Equal("SIMD (Vector128, 1 thread)", new SimdEngine(1, InstructionSet.Vector128).Name);
}
