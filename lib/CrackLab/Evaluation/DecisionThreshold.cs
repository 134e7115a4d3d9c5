namespace CrackLab.Evaluation;

/// <summary>Chooses the probability from which on an image is called positive.</summary>
public static class DecisionThreshold
{
    private const double Edge = 1e-7;

    /// <summary>The threshold with the highest F1, half-way to the next lower score in log-odds.</summary>
    /// <param name="probabilities">Probability of the positive class of each image, (N), 0..1.</param>
    /// <param name="isPositive">Whether each image is positive, (N).</param>
    /// <returns>The threshold, or <see langword="null"/> where there are no positives.</returns>
    /// <exception cref="ArgumentException">The lists differ in length or a probability is NaN.</exception>
    /// <remarks>
    /// Choose it on the validation part: chosen on the test part it flatters. Among equals the highest wins. On another
    /// site most probabilities lie near 0 or 1, where half-way in log-odds divides a gap more evenly than in probability.
    /// </remarks>
    public static double? MaximizingF1(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> isPositive)
    {
        RankedScores ranked = new(probabilities, isPositive);
        if (ranked.Positives == 0)
            return null;
        int best = 0;
        double bestF1 = -1;
        for (int step = 0; step < ranked.Count; step++)
        {
            long hits = ranked.TruePositives(step);
            double f1 = 2.0 * hits / (hits + ranked.FalsePositives(step) + ranked.Positives);
            if (f1 > bestF1)
                (best, bestF1) = (step, f1);
        }
        double below = best + 1 < ranked.Count ? ranked.Score(best + 1) : 0;
        return Between(below, ranked.Score(best));
    }

    /// <summary>The middle in log-odds; in probability where rounding leaves none between.</summary>
    private static double Between(double low, double high)
    {
        double logOdds = (LogOdds(low) + LogOdds(high)) / 2;
        double middle = 1 / (1 + Math.Exp(-logOdds));
        return middle > low && middle <= high ? middle : (low + high) / 2;
    }

    private static double LogOdds(double probability)
    {
        double inside = Math.Clamp(probability, Edge, 1 - Edge);
        return Math.Log(inside / (1 - inside));
    }
}
