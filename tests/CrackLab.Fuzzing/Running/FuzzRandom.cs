using System.Numerics;

namespace CrackLab.Fuzzing.Running;

/// <summary>Random numbers that follow from a seed alone (SplitMix64), so that an input can be made again on any machine.</summary>
/// <param name="state">Where the numbers begin.</param>
internal sealed class FuzzRandom(ulong state)
{
    private ulong _state = state;

    /// <summary>The numbers of one input.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="target">The target's name.</param>
    /// <param name="number">The input's number.</param>
    public static FuzzRandom For(ulong seed, string target, long number)
    {
        ulong hash = 14695981039346656037;
        foreach (char letter in target) hash = (hash ^ letter) * 1099511628211;
        var random = new FuzzRandom(seed ^ hash);
        return new FuzzRandom(random.Next() ^ ((ulong)number * 0x9E3779B97F4A7C15));
    }

    /// <summary>Any 64 bits.</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below <paramref name="count"/>, which is at least 1.</summary>
    public int Below(int count) => (int)(((Next() >> 32) * (ulong)count) >> 32);

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, both counted in.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>A number from 0 to below <paramref name="count"/>, a small one as often as a large one.</summary>
    public int Small(int count) => Below(Math.Min(count, 1 << Below(BitOperations.Log2((uint)count) + 2)));

    /// <summary>Whether one of so many chances comes.</summary>
    public bool OneIn(int chances) => Below(chances) == 0;

    /// <summary>One of some things.</summary>
    public T Of<T>(params ReadOnlySpan<T> things) => things[Below(things.Length)];

    /// <summary>One of some things.</summary>
    public T Of<T>(IReadOnlyList<T> things) => things[Below(things.Count)];

    /// <summary>So many bytes.</summary>
    public byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) bytes[i] = (byte)Next();
        return bytes;
    }
}
