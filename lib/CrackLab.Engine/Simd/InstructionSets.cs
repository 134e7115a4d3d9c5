using System.Runtime.Intrinsics;

namespace CrackLab.Engine.Simd;

/// <summary>Which vector widths this machine has.</summary>
public static class InstructionSets
{
    /// <summary>The widest one that the hardware and the runtime's settings allow.</summary>
    public static InstructionSet Best { get; } =
        Vector512.IsHardwareAccelerated ? InstructionSet.Vector512
        : Vector256.IsHardwareAccelerated ? InstructionSet.Vector256
        : InstructionSet.Vector128;

    /// <summary>Every width that runs in hardware here, narrowest first; <see cref="InstructionSet.Vector128"/> always works.</summary>
    public static IReadOnlyList<InstructionSet> Available { get; } =
        [.. Enum.GetValues<InstructionSet>().Where(set => set <= Best)];
}
