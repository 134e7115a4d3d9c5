namespace CrackLab.Data.Synthetic;

/// <summary>A stream of random numbers that is the same on every machine (splitmix64).</summary>
/// <remarks>Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
internal sealed class SyntheticRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Returns 64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Returns a number in 0..1, 1 excluded.</summary>
    public float Unit() => (Next() >> 40) / 16_777_216f;

    /// <summary>Returns a number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    public float Range(float low, float high) => low + ((high - low) * Unit());

    /// <summary>Returns a number in the range, small ones likelier: the mean is a third of the way.</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    public float Skewed(float low, float high)
    {
        float unit = Unit();
        return low + ((high - low) * unit * unit);
    }

    /// <summary>Returns a whole number in [<paramref name="low"/>, <paramref name="high"/>].</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end, itself possible.</param>
    public int Whole(int low, int high) => low + (int)((Next() >> 33) % (ulong)(high - low + 1));

    /// <summary>Returns <see langword="true"/> with the given probability.</summary>
    /// <param name="probability">0..1.</param>
    public bool Chance(float probability) => Unit() < probability;

    /// <summary>Returns a direction, all equally likely.</summary>
    public (float X, float Y) Direction()
    {
        while (true)
        {
            float x = Range(-1, 1);
            float y = Range(-1, 1);
            float square = (x * x) + (y * y);
            if (square is > 0.01f and < 1)
            {
                float length = MathF.Sqrt(square);
                return (x / length, y / length);
            }
        }
    }
}
