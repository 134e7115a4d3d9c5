using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>95% intervals from drawing whole photographs anew: crops of one photograph err together, and count as one.</summary>
/// <remarks>
/// Bootstrap over groups: each draw takes as many groups as there are, with replacement, all images of each. The interval is
/// B. Efron's BCa (J. Am. Stat. Assoc. 82, 1987): quantiles of the drawn figures at 2.5% and 97.5%, moved for bias (the share
/// of draws below the figure) and for skewness (the third moment of the figures without one group), without which shares near
/// 1 come out too certain. The draws follow from a fixed seed: same images, same interval.
/// </remarks>
public static class GroupBootstrap
{
    /// <summary>Number of draws.</summary>
    public const int Draws = 2000;

    /// <summary>What the draws follow from.</summary>
    public const int Seed = 42;

    private const double Z = 1.959963984540054;

    /// <summary>The interval of a figure.</summary>
    /// <param name="groups">Number of groups, at least 2.</param>
    /// <param name="figure">The figure where each group counts so many times, (groups); <see langword="null"/> where it is undefined.</param>
    /// <param name="seed">What the draws follow from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The interval; <see langword="null"/> where the figure, or half of its draws, is undefined.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two groups.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static Interval? Of(int groups, Func<IReadOnlyList<int>, double?> figure, int seed = Seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return Of(groups, weights => [figure(weights)], figures: 1, seed, cancellationToken)[0];
    }

    /// <summary>The intervals of several figures from the same draws.</summary>
    internal static Interval?[] Of(
        int groups, Func<IReadOnlyList<int>, double?[]> figure, int figures, int seed = Seed, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        int[] weights = new int[groups];
        var drawn = new double?[Draws][];
        for (int draw = 0; draw < Draws; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var random = new SeededRandom(SeededRandom.Combine(seed, draw));
            Array.Clear(weights);
            for (int i = 0; i < groups; i++)
                weights[random.NextInteger(groups)]++;
            drawn[draw] = figure(weights);
        }
        Array.Fill(weights, 1);
        double?[] whole = figure(weights);
        var without = new double?[groups][];
        for (int group = 0; group < groups; group++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            weights[group] = 0;
            without[group] = figure(weights);
            weights[group] = 1;
        }
        return [.. Enumerable.Range(0, figures).Select(i => whole[i] is { } value
            ? Interval(value, [.. drawn.Select(row => row[i]).OfType<double>()], [.. without.Select(row => row[i] ?? value)])
            : null)];
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

    private static Interval? Interval(double value, double[] drawn, double[] without)
    {
        if (drawn.Length <= Draws / 2)
            return null;
        Array.Sort(drawn);
        double below = drawn.Count(figure => figure < value) + (drawn.Count(figure => figure == value) / 2.0);
        double bias = NormalDistribution.Quantile(Math.Clamp(below / drawn.Length, 0.5 / drawn.Length, 1 - (0.5 / drawn.Length)));
        double mean = without.Average(), squares = 0, cubes = 0;
        foreach (double figure in without)
        {
            double off = mean - figure;
            squares += off * off;
            cubes += off * off * off;
        }
        double skew = squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
        double Place(double z) => NormalDistribution.Cumulative(bias + ((bias + z) / Math.Max(1 - (skew * (bias + z)), 0.1))) * (drawn.Length - 1);
        return new Interval(drawn[(int)Math.Floor(Place(-Z))], drawn[(int)Math.Ceiling(Place(Z))]);
    }
}
