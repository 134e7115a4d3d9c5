using System.Collections.Concurrent;

namespace CrackLab.Data.Overlaps;

/// <summary>Finds spots of like codes without comparing all with all.</summary>
/// <remarks>
/// The codes are sorted several times, each time with other bits in front, and each is compared with those that come next
/// to it. The work grows as the number of spots, whatever they look like: a surface that looks like a thousand others is
/// compared with a few of them (Charikar: "Similarity estimation techniques from rounding algorithms", 2002).
/// </remarks>
internal static class SpotMatcher
{
    private const int Tables = 8;
    private const int BitsApart = 128 / Tables;

    /// <summary>Gives pairs of spots of different pictures, the one of the lower index in the upper half.</summary>
    /// <param name="spots">The spots.</param>
    /// <param name="codes">Their codes.</param>
    /// <param name="neighbours">How many that come next each is compared with.</param>
    /// <param name="most">Most bits that may differ.</param>
    /// <param name="parallel">Threads at work.</param>
    /// <returns>The pairs in rising order, each once.</returns>
    public static ulong[] Match(Spot[] spots, SpotCode[] codes, int neighbours, int most, ParallelOptions parallel)
    {
        var found = new ConcurrentBag<ulong[]>();
        Parallel.For(0, Tables, parallel, table => found.Add(MatchOne(spots, codes, table * BitsApart, neighbours, most)));
        var all = new ulong[found.Sum(pairs => pairs.Length)];
        for (int filled = 0; found.TryTake(out ulong[]? pairs); filled += pairs.Length)
        {
            pairs.CopyTo(all, filled);
        }

        Array.Sort(all);
        int kept = 0;
        for (int i = 0; i < all.Length; i++)
        {
            if (i == 0 || all[i] != all[kept - 1])
            {
                all[kept++] = all[i];
            }
        }

        return all[..kept];
    }

    private static ulong[] MatchOne(Spot[] spots, SpotCode[] codes, int front, int neighbours, int most)
    {
        var keys = new ulong[codes.Length];
        var order = new int[codes.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            keys[i] = (ulong)(UInt128.RotateLeft(new UInt128(codes[i].High, codes[i].Low), front) >> 64);
            order[i] = i;
        }

        Array.Sort(keys, order);
        var pairs = new List<ulong>();
        for (int i = 0; i < order.Length; i++)
        {
            int last = Math.Min(order.Length - 1, i + neighbours);
            SpotCode code = codes[order[i]];
            for (int j = i + 1; j <= last; j++)
            {
                if (code.Distance(codes[order[j]]) <= most && spots[order[i]].Picture != spots[order[j]].Picture)
                {
                    int low = Math.Min(order[i], order[j]), high = Math.Max(order[i], order[j]);
                    pairs.Add(((ulong)(uint)low << 32) | (uint)high);
                }
            }
        }

        return [.. pairs];
    }
}
