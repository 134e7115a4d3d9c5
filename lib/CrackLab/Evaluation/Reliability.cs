using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>How far probabilities mean what they say: of the images called cracked with 0.8, 0.8 should be.</summary>
/// <remarks>
/// For two classes of the probability of the positive one; for more of the most probable class and whether it is right.
/// Images of equal probability are never torn apart, so there may be fewer bins than asked for.
/// </remarks>
[TypeFormatterSource]
public sealed record Reliability
{
    /// <summary>Number of bins, of equal numbers of images or of equal width.</summary>
    public const int BinCount = 10;

    private Reliability(IReadOnlyList<ReliabilityBin> bins, double ece, double eceEqualWidth, double brier) =>
        (Bins, Ece, EceEqualWidth, Brier) = (bins, ece, eceEqualWidth, brier);

    /// <summary>At most <see cref="BinCount"/> bins of about as many images each, from low to high probability.</summary>
    public IReadOnlyList<ReliabilityBin> Bins { get; }

    /// <summary>Expected calibration error over <see cref="Bins"/>, 0..1: mean of |predicted - observed|, each image counting once.</summary>
    public double Ece { get; }

    /// <summary>The same over bins of equal width, as M. P. Naeini and others give it (AAAI 2015).</summary>
    public double EceEqualWidth { get; }

    /// <summary>Brier score: mean square of probability - truth; for more than two classes summed over them. 0 is best.</summary>
    public double Brier { get; }

    /// <summary>Judges the probability of one class.</summary>
    /// <param name="probabilities">(N) probabilities, 0..1; at least one.</param>
    /// <param name="isPositive">(N) whether it was so.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty.</exception>
    public static Reliability OfPositive(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> isPositive)
    {
        if (probabilities.Length != isPositive.Length || probabilities.Length == 0)
        {
            throw new ArgumentException(
                $"Reliability: expected as many labels as probabilities, at least one, received {isPositive.Length} for {probabilities.Length}. Predict every image once.",
                nameof(isPositive));
        }
        double squares = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            double error = probabilities[i] - (isPositive[i] ? 1 : 0);
            squares += error * error;
        }
        return Of(probabilities.ToArray(), isPositive.ToArray(), squares / probabilities.Length);
    }

    /// <summary>Judges the most probable class of several.</summary>
    /// <param name="probabilities">(N, classes), row by row.</param>
    /// <param name="labels">(N) class numbers.</param>
    /// <param name="classes">Number of classes.</param>
    internal static Reliability OfMostProbable(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classes)
    {
        var confidence = new float[labels.Length];
        var isRight = new bool[labels.Length];
        double squares = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = probabilities.Slice(i * classes, classes);
            int winner = 0;
            for (int k = 0; k < classes; k++)
            {
                winner = row[k] > row[winner] ? k : winner;
                double error = row[k] - (k == labels[i] ? 1 : 0);
                squares += error * error;
            }
            (confidence[i], isRight[i]) = (row[winner], winner == labels[i]);
        }
        return Of(confidence, isRight, squares / labels.Length);
    }

    /// <summary>The three figures.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"expected calibration error {Ece:0.0000} ({EceEqualWidth:0.0000} over bins of equal width), Brier score {Brier:0.0000}");

    private static Reliability Of(float[] probabilities, bool[] happened, double brier)
    {
        Array.Sort(probabilities, happened);
        int count = probabilities.Length;
        List<int> mass = [0];
        for (int bin = 1; bin < BinCount; bin++)
        {
            int end = (int)((long)count * bin / BinCount);
            while (end > 0 && end < count && probabilities[end] == probabilities[end - 1])
                end++;
            mass.Add(end);
        }
        int[] width = [.. Enumerable.Range(0, BinCount).Select(bin => probabilities.TakeWhile(value => (int)((double)value * BinCount) < bin).Count())];
        List<ReliabilityBin> bins = [.. Bin(probabilities, happened, mass)];
        return new Reliability(bins, Error(bins, count), Error(Bin(probabilities, happened, width), count), brier);
    }

    private static IEnumerable<ReliabilityBin> Bin(float[] probabilities, bool[] happened, IReadOnlyList<int> starts)
    {
        for (int bin = 0; bin < starts.Count; bin++)
        {
            int start = starts[bin], end = bin + 1 < starts.Count ? starts[bin + 1] : probabilities.Length;
            if (end > start)
            {
                yield return new ReliabilityBin(
                    probabilities[start],
                    probabilities[end - 1],
                    end - start,
                    probabilities[start..end].Average(value => (double)value),
                    Metric.Proportion(happened[start..end].Count(flag => flag), end - start, "there are no images"));
            }
        }
    }

    private static double Error(IEnumerable<ReliabilityBin> bins, int count) =>
        bins.Sum(bin => bin.Count * Math.Abs(bin.Predicted - bin.Observed.Value!.Value)) / count;
}
