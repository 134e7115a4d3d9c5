using System.Numerics;

namespace CrackLab.Data.Overlaps;

/// <summary>What the surroundings of a spot look like, in 128 bits.</summary>
internal readonly record struct SpotCode(ulong Low, ulong High)
{
    /// <summary>How many bits differ.</summary>
    public int Distance(SpotCode other) => BitOperations.PopCount(Low ^ other.Low) + BitOperations.PopCount(High ^ other.High);
}
