using CrackLab.Engine.Simd;

namespace CrackLab.Engine.Tests.Support;

/// <summary>Theory rows for every vector width that this machine has.</summary>
internal static class EverySet
{
    public static TheoryData<InstructionSet> Alone => [.. InstructionSets.Available];

    public static int Width(InstructionSet set) => set switch
    {
        InstructionSet.Vector512 => 16,
        InstructionSet.Vector256 => 8,
        _ => 4,
    };
}
