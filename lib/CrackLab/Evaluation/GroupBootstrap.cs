using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>95% intervals from drawing whole photographs anew: crops of one photograph err together, and count as one.</summary>
/// <remarks>
/// Percentile bootstrap over groups (A. C. Davison, D. V. Hinkley: "Bootstrap Methods and their Application", 1997, 3.8):
/// each draw takes as many groups as there are, with replacement, all images of each; the interval runs from the 2.5% to
/// the 97.5% quantile of the figure. The draws follow from a fixed seed: same images, same interval.
/// </remarks>
public static class GroupBootstrap
{
    /// <summary>Number of draws.</summary>
    public const int Draws = 2000;

    /// <summary>What the draws follow from.</summary>
    public const int Seed = 42;

    private const double Tail = 0.025;

    /// <summary>The interval of a figure.</summary>
    /// <param name="groups">Number of groups, at least 2.</param>
    /// <param name="figure">The figure where each group counts so many times, (groups); <see langword="null"/> where it is undefined.</param>
    /// <param name="seed">What the draws follow from.</param>
    /// <returns>The interval; <see langword="null"/> where the figure is undefined in half of the draws.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two groups.</exception>
    public static Interval? Percentile(int groups, Func<IReadOnlyList<int>, double?> figure, int seed = Seed)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return Percentiles(groups, weights => [figure(weights)], figures: 1, seed)[0];
    }

    /// <summary>The intervals of several figures from the same draws.</summary>
    internal static Interval?[] Percentiles(int groups, Func<IReadOnlyList<int>, double?[]> figure, int figures, int seed = Seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        List<double>[] values = [.. Enumerable.Range(0, figures).Select(_ => new List<double>(Draws))];
        int[] weights = new int[groups];
        for (int draw = 0; draw < Draws; draw++)
        {
            var random = new SeededRandom(SeededRandom.Combine(seed, draw));
            Array.Clear(weights);
            for (int i = 0; i < groups; i++)
                weights[random.NextInteger(groups)]++;
            double?[] drawn = figure(weights);
            for (int i = 0; i < figures; i++)
            {
                if (drawn[i] is { } value)
                    values[i].Add(value);
            }
        }
        return [.. values.Select(Interval)];
    }

    /// <summary>Numbers the groups in the order of their first images.</summary>
    /// <param name="groups">Name of the group of each image, or <see langword="null"/>.</param>
    /// <param name="count">Number of images.</param>
    /// <returns>(N) numbers from 0; <see langword="null"/> where groups are not known, or each image is one, or all are one.</returns>
    /// <exception cref="ArgumentException">There is not one name for each image.</exception>
    internal static int[]? Number(IReadOnlyList<string>? groups, int count)
    {
        if (groups is null)
            return null;
        if (groups.Count != count)
        {
            throw new ArgumentException(
                $"Groups: expected one for each of {count} images, received {groups.Count}. Name the photograph of every image.", nameof(groups));
        }
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        int[] numbered = [.. groups.Select(name => numbers.TryGetValue(name, out int number) ? number : numbers[name] = numbers.Count)];
        return numbers.Count < 2 || numbers.Count == count ? null : numbered;
    }

    private static Interval? Interval(List<double> values)
    {
        if (values.Count <= Draws / 2)
            return null;
        values.Sort();
        int low = (int)Math.Floor(Tail * (values.Count - 1)), high = (int)Math.Ceiling((1 - Tail) * (values.Count - 1));
        return new Interval(values[low], values[high]);
    }
}
