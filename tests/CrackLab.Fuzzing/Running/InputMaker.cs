using CrackLab.Fuzzing.Mutators;

namespace CrackLab.Fuzzing.Running;

/// <summary>Makes the inputs of a run: each follows from the run's seed and its number alone.</summary>
internal static class InputMaker
{
    /// <summary>Inputs are small files, so that many can be tried and a second is long.</summary>
    public const int MostBytes = 1 << 16;

    private const int MostMutations = 8;
    private const int FindingOneIn = 8;

    /// <summary>Makes one input.</summary>
    /// <param name="target">Whose seeds and mutations are used.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="number">The input's number.</param>
    /// <returns>The input, and where the target's own choices begin.</returns>
    public static (byte[] Input, ulong Random) Make(FuzzTarget target, ulong seed, long number)
    {
        var random = FuzzRandom.For(seed, target.Name, number);
        bool fromAll = target.SoundSeeds.Count == target.Seeds.Count || random.OneIn(FindingOneIn);
        byte[] input = Mutate(target, random.Of(fromAll ? target.Seeds : target.SoundSeeds).Bytes, random);
        return (input, random.Next());
    }

    /// <summary>Changes a file in one to eight ways, few more often than many.</summary>
    /// <param name="target">Whose seeds and mutations are used.</param>
    /// <param name="input">The file.</param>
    /// <param name="random">What to draw from.</param>
    public static byte[] Mutate(FuzzTarget target, byte[] input, FuzzRandom random)
    {
        int count = 1;
        while (count < MostMutations && random.OneIn(2)) count++;
        for (; count > 0; count--)
        {
            input = random.OneIn(16) ? ByteMutations.Splice(input, random.Of(target.Seeds).Bytes, random)
                : target.Mutations.Count > 0 && random.Below(3) > 0 ? random.Of(target.Mutations)(input, random)
                : random.Of(ByteMutations.All)(input, random);
            if (input.Length > MostBytes) input = input[..MostBytes];
        }

        return input;
    }
}
