using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>Two models judged on the same images.</summary>
[TypeFormatterSource]
public sealed record PairedComparison
{
    private const double Significant = 0.05;

    /// <summary>Images that both get right.</summary>
    public required long BothRight { get; init; }

    /// <summary>Images that only the first gets right.</summary>
    public required long OnlyFirst { get; init; }

    /// <summary>Images that only the second gets right.</summary>
    public required long OnlySecond { get; init; }

    /// <summary>Images that both get wrong.</summary>
    public required long BothWrong { get; init; }

    /// <summary>Accuracy of the first less that of the second, -1..1.</summary>
    public required double Difference { get; init; }

    /// <summary>Its 95% interval from drawing photographs anew; <see langword="null"/> where no groups are known.</summary>
    public required Interval? DifferenceGroupInterval { get; init; }

    /// <summary>McNemar's exact p, 0..1.</summary>
    public double ExactP => McNemarTest.ExactP(OnlyFirst, OnlySecond);

    /// <summary>McNemar's mid-p, 0..1.</summary>
    public double MidP => McNemarTest.MidP(OnlyFirst, OnlySecond);

    /// <summary>What it comes to, in a sentence.</summary>
    public string InWords => OnlyFirst == OnlySecond
        ? OnlyFirst == 0 ? "Both models are right and wrong on the same pictures." : $"Each model alone is right on {OnlyFirst}: no difference."
        : FormattableString.Invariant(
            $"Of {OnlyFirst + OnlySecond} pictures that only one gets right, {Math.Max(OnlyFirst, OnlySecond)} go to the {(OnlyFirst > OnlySecond ? "first" : "second")} model: {(MidP < Significant ? "more than chance explains" : "chance explains that")} (mid-p {MidP:0.0000}).");

    /// <summary>Compares the answers of two models.</summary>
    /// <param name="first">The images as the first model scores them.</param>
    /// <param name="second">The same images, in the same order, as the second scores them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The images are not the same.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static PairedComparison Of(ScoredSet first, ScoredSet second, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (!first.Set.Samples.Select(sample => (sample.Path, sample.Label)).SequenceEqual(second.Set.Samples.Select(sample => (sample.Path, sample.Label))))
        {
            throw new ArgumentException(
                $"Comparison on '{first.Set.Root}': expected the same images in the same order, received {first.Set.Count} and {second.Set.Count} that differ. Score one set with both models.",
                nameof(second));
        }
        bool[] firstRight = Right(first), secondRight = Right(second);
        int[] gain = [.. firstRight.Zip(secondRight, (one, other) => (one ? 1 : 0) - (other ? 1 : 0))];
        long bothRight = firstRight.Zip(secondRight).Count(pair => pair is (true, true));
        long onlyFirst = gain.Count(value => value > 0), onlySecond = gain.Count(value => value < 0);
        return new PairedComparison
        {
            BothRight = bothRight,
            OnlyFirst = onlyFirst,
            OnlySecond = onlySecond,
            BothWrong = gain.Length - bothRight - onlyFirst - onlySecond,
            Difference = gain.Average(),
            DifferenceGroupInterval = Apart.Run(
                stopping => GroupInterval(gain, [.. first.Set.Samples.Select(sample => sample.Group)], stopping), cancellationToken),
        };
    }

    /// <summary>The counts and the sentence.</summary>
    public override string ToString() =>
        $"both right {BothRight}, only the first {OnlyFirst}, only the second {OnlySecond}, both wrong {BothWrong}. {InWords}";

    private static bool[] Right(ScoredSet scored) =>
        [.. Enumerable.Range(0, scored.Set.Count).Select(index => scored.Predicted(index) == scored.Set.Samples[index].Label)];

    private static Interval? GroupInterval(int[] gain, string[] names, CancellationToken cancellationToken)
    {
        if (GroupBootstrap.Number(names, gain.Length) is not { } groupOf)
            return null;
        int groups = groupOf.Max() + 1;
        long[] gains = new long[groups], sizes = new long[groups];
        for (int i = 0; i < gain.Length; i++)
        {
            gains[groupOf[i]] += gain[i];
            sizes[groupOf[i]]++;
        }
        return GroupBootstrap.Of(
            groups,
            weights => (double?)weights.Select((weight, group) => weight * gains[group]).Sum() / weights.Select((weight, group) => weight * sizes[group]).Sum(),
            cancellationToken: cancellationToken);
    }
}
