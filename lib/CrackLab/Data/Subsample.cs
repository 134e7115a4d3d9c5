namespace CrackLab.Data;

/// <summary>Takes part of a set with the set's mixture of classes.</summary>
internal static class Subsample
{
    /// <summary>Chooses pictures; their indices come back in rising order.</summary>
    /// <param name="set">The set.</param>
    /// <param name="count">How many, from 1 to below the set's count.</param>
    /// <param name="seed">The same seed chooses the same.</param>
    public static int[] Take(ImageSet set, int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        int[] quotas = Quotas([.. set.ClassCounts], count);
        var chosen = new List<int>(count);
        for (int label = 0; label < quotas.Length; label++)
        {
            int[] members = [.. Enumerable.Range(0, set.Count).Where(index => set.Samples[index].Label == label)];
            var random = new SeededRandom(SeededRandom.Combine(seed, label));
            random.Shuffle(members.AsSpan());
            chosen.AddRange(members.Take(quotas[label]));
        }

        return [.. chosen.Order()];
    }

    // Largest remainders, after one each for every class that has any, where there is enough to go round.
    private static int[] Quotas(int[] counts, int wanted)
    {
        int total = counts.Sum();
        double[] shares = [.. counts.Select(count => (double)count * wanted / total)];
        int[] quotas = [.. shares.Select(share => (int)share)];
        if (wanted >= counts.Count(count => count > 0))
        {
            for (int label = 0; label < counts.Length; label++)
            {
                quotas[label] = Math.Max(quotas[label], Math.Min(1, counts[label]));
            }
        }

        while (quotas.Sum() != wanted)
        {
            int step = quotas.Sum() < wanted ? 1 : -1;
            int floor = step < 0 ? 1 : -1;
            int next = Enumerable.Range(0, counts.Length)
                .Where(label => step > 0 ? quotas[label] < counts[label] : quotas[label] > floor)
                .MaxBy(label => step * (shares[label] - quotas[label]));
            quotas[next] += step;
        }

        return quotas;
    }
}
