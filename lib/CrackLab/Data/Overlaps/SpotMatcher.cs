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

    /// <summary>Gives pairs of spots of different pictures.</summary>
    /// <param name="spots">The spots.</param>
    /// <param name="neighbours">How many that come next each is compared with.</param>
    /// <param name="most">Most bits that may differ.</param>
    /// <param name="parallel">Threads at work.</param>
    /// <returns>The keys of the matches in rising order, each once.</returns>
    public static ReadOnlyMemory<ulong> Match(SpotTable spots, int neighbours, int most, ParallelOptions parallel)
    {
        var found = new ConcurrentBag<List<ulong>>();
        Parallel.For(
            0,
            Tables,
            parallel,
            () => (Keys: new ulong[spots.Codes.Length], Order: new int[spots.Codes.Length]),
            (table, _, buffers) =>
            {
                Sort(spots.Codes, table * BitsApart, buffers.Keys, buffers.Order);
                found.Add(MatchNeighbours(spots, buffers.Order, neighbours, most));
                return buffers;
            },
            _ => { });
        var all = new ulong[found.Sum(keys => keys.Count)];
        for (int filled = 0; found.TryTake(out List<ulong>? keys); filled += keys.Count)
        {
            keys.CopyTo(all, filled);
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

        return all.AsMemory(0, kept);
    }

    private static void Sort(SpotCode[] codes, int front, ulong[] keys, int[] order)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            keys[i] = (ulong)(UInt128.RotateLeft(new UInt128(codes[i].High, codes[i].Low), front) >> 64);
            order[i] = i;
        }

        Array.Sort(keys, order);
    }

    private static List<ulong> MatchNeighbours(SpotTable spots, int[] order, int neighbours, int most)
    {
        var keys = new List<ulong>();
        for (int i = 0; i < order.Length; i++)
        {
            int last = Math.Min(order.Length - 1, i + neighbours);
            SpotCode code = spots.Codes[order[i]];
            int picture = spots.Spots[order[i]].Picture;
            for (int j = i + 1; j <= last; j++)
            {
                if (code.Distance(spots.Codes[order[j]]) <= most && spots.Spots[order[j]].Picture != picture)
                {
                    keys.Add(spots.Match(order[i], order[j]).Key);
                }
            }
        }

        return keys;
    }
}
