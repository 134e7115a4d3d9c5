namespace CrackLab.Data;

/// <summary>A small random generator whose numbers are the same on every system and in every version of .NET.</summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).</remarks>
internal struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Makes one seed from several numbers, such as a run's seed, an epoch and an index.</summary>
    public static ulong Combine(params ReadOnlySpan<long> parts)
    {
        ulong seed = 0;
        foreach (long part in parts)
        {
            seed = new SeededRandom(seed ^ unchecked((ulong)part)).NextBits();
        }

        return seed;
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15UL);
        ulong mixed = unchecked((_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return mixed ^ (mixed >> 31);
    }

    /// <summary>The next whole number from 0 to below <paramref name="limit"/>, each as likely as another.</summary>
    public int NextInteger(int limit)
    {
        ulong range = (ulong)limit;
        ulong surplus = unchecked(0UL - range) % range;
        while (true)
        {
            ulong high = Math.BigMul(NextBits(), range, out ulong low);
            if (low >= surplus)
            {
                return (int)high;
            }
        }
    }

    /// <summary>The next number from 0 to below 1, in steps of 2^-53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Puts the items into a random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = NextInteger(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
