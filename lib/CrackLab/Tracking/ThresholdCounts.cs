namespace CrackLab.Tracking;

/// <summary>What calling everything positive from a threshold on comes to.</summary>
/// <param name="TruePositives">Positives at or above the threshold.</param>
/// <param name="FalsePositives">Negatives at or above it.</param>
/// <param name="TrueNegatives">Negatives below it.</param>
/// <param name="FalseNegatives">Positives below it.</param>
public readonly record struct ThresholdCounts(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    private const double Tiny = 1e-7;

    /// <summary>Part of those called positive that are, 0..1; 1 where none is called so, as TensorBoard has it.</summary>
    public double Precision => Math.Max(Tiny, TruePositives) / Math.Max(Tiny, TruePositives + FalsePositives);

    /// <summary>Part of the positives called positive, 0..1; 1 where there are none, as TensorBoard has it.</summary>
    public double Recall => 1 - (FalseNegatives / Math.Max(Tiny, TruePositives + FalseNegatives));

    /// <summary>Counts at thresholds evenly from 0 to 1.</summary>
    /// <param name="scores">One score an image, 0..1.</param>
    /// <param name="isPositive">Whether each image is positive, as many.</param>
    /// <param name="thresholds">How many thresholds, at least 2.</param>
    /// <returns>The counts, lowest threshold first.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, a score is no number from 0 to 1, or there are too few thresholds.</exception>
    public static ThresholdCounts[] Count(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive, int thresholds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(thresholds, 2);
        if (scores.Length != isPositive.Length)
        {
            throw new ArgumentException(
                $"Precision and recall: expected a label for each score, received {isPositive.Length} for {scores.Length}.", nameof(isPositive));
        }

        var found = new long[2, thresholds];
        for (int i = 0; i < scores.Length; i++)
        {
            if (!(scores[i] >= 0 && scores[i] <= 1))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Precision and recall: expected scores from 0 to 1, received {scores[i]} at {i}. Give probabilities."), nameof(scores));
            }

            found[isPositive[i] ? 1 : 0, (int)(scores[i] * (double)(thresholds - 1))]++;
        }

        var counts = new ThresholdCounts[thresholds];
        long positives = 0, negatives = 0;
        for (int i = thresholds - 1; i >= 0; i--)
        {
            positives += found[1, i];
            negatives += found[0, i];
            counts[i] = new ThresholdCounts(positives, negatives, 0, 0);
        }

        for (int i = 0; i < thresholds; i++)
            counts[i] = counts[i] with { TrueNegatives = negatives - counts[i].FalsePositives, FalseNegatives = positives - counts[i].TruePositives };
        return counts;
    }
}
