namespace CrackLab.Engine.Initializers;

/// <summary>Random numbers that are the same on every machine for the same seed (xoshiro256**, seeded by SplitMix64).</summary>
/// <remarks>https://prng.di.unimi.it. System.Random promises no sequence across versions; trained models need one.</remarks>
internal sealed class RandomStream
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public RandomStream(ulong seed)
    {
        _a = Mix(ref seed);
        _b = Mix(ref seed);
        _c = Mix(ref seed);
        _d = Mix(ref seed);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = ulong.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in 0..1, 1 left out.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Normal with mean 0 and variance 1 (Marsaglia's polar method).</summary>
    public double NextNormal()
    {
        while (true)
        {
            double x = (2 * NextDouble()) - 1;
            double y = (2 * NextDouble()) - 1;
            double square = (x * x) + (y * y);
            if (square is > 0 and < 1)
            {
                return x * Math.Sqrt(-2 * Math.Log(square) / square);
            }
        }
    }

    /// <summary>One step of SplitMix64: a well-mixed number from a counter.</summary>
    internal static ulong Mix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
