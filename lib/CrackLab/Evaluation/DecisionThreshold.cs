namespace CrackLab.Evaluation;

/// <summary>Chooses the probability from which on an image is called positive.</summary>
/// <remarks>
/// Choose it on the validation part: chosen on the test part it flatters. Among equals the highest wins. It lies half-way
/// to the next lower score in log-odds: on another site most probabilities lie near 0 or 1, where that divides a gap more
/// evenly than half-way in probability.
/// </remarks>
public static class DecisionThreshold
{
    private const double Edge = 1e-7;

    /// <summary>Room for rounding in a product of a share and a count.</summary>
    private const double Slack = 1e-9;

    /// <summary>The threshold with the highest F1.</summary>
    /// <param name="probabilities">Probability of the positive class of each image, (N), 0..1.</param>
    /// <param name="isPositive">Whether each image is positive, (N).</param>
    /// <returns>The threshold, or <see langword="null"/> where there are no positives.</returns>
    /// <exception cref="ArgumentException">The lists differ in length or a probability is NaN.</exception>
    public static double? MaximizingF1(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> isPositive) =>
        Choose(DecisionAim.Parse("f1"), probabilities, isPositive).Threshold;

    /// <summary>The threshold for an aim.</summary>
    /// <param name="aim">The aim.</param>
    /// <param name="probabilities">Probability of the positive class of each image, (N), 0..1.</param>
    /// <param name="isPositive">Whether each image is positive, (N).</param>
    /// <returns>The threshold with recall and precision there; or why the aim cannot be reached.</returns>
    /// <exception cref="ArgumentException">The lists differ in length or a probability is NaN.</exception>
    public static ThresholdChoice Choose(DecisionAim aim, ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> isPositive)
    {
        ArgumentNullException.ThrowIfNull(aim);
        RankedScores ranked = new(probabilities, isPositive);
        if (aim is { Kind: AimKind.Threshold, Target: { } given })
            return Judge(aim, given, ranked);
        if (ranked.Positives == 0)
            return None(aim, "expected positives to choose a threshold on, received none. Give the validation part some.");
        if (aim.Kind == AimKind.Youden && ranked.Negatives == 0)
            return None(aim, "expected negatives to choose a threshold on, received none. Give the validation part some.");
        int step = aim.Kind switch
        {
            AimKind.Precision => LowestPrecise(ranked, aim.Target!.Value),
            AimKind.Recall => HighestFinding(ranked, aim.Target!.Value),
            AimKind.Cautious => HighestFinding(ranked, DecisionAim.CautiousRecall),
            AimKind.Youden => Best(ranked, at => ((double)ranked.TruePositives(at) / ranked.Positives) - ((double)ranked.FalsePositives(at) / ranked.Negatives)),
            _ => Best(ranked, at => 2.0 * ranked.TruePositives(at) / (ranked.TruePositives(at) + ranked.FalsePositives(at) + ranked.Positives)),
        };
        if (step < 0)
            return None(aim, Unreached(ranked, aim.Target!.Value));
        double threshold = Between(step + 1 < ranked.Count ? ranked.Score(step + 1) : 0, ranked.Score(step));
        return Judge(aim, aim.Kind == AimKind.Cautious ? Math.Min(threshold, DecisionAim.CautiousThreshold) : threshold, ranked);
    }

    private static int Best(RankedScores ranked, Func<int, double> score)
    {
        int best = 0;
        double bestScore = double.NegativeInfinity;
        for (int step = 0; step < ranked.Count; step++)
        {
            double here = score(step);
            if (here > bestScore)
                (best, bestScore) = (step, here);
        }
        return best;
    }

    private static int HighestFinding(RankedScores ranked, double recall) =>
        Enumerable.Range(0, ranked.Count).First(step => ranked.TruePositives(step) >= (recall * ranked.Positives) - Slack);

    private static int LowestPrecise(RankedScores ranked, double precision)
    {
        for (int step = ranked.Count - 1; step >= 0; step--)
        {
            if (ranked.TruePositives(step) > 0 && Precision(ranked, step) >= precision)
                return step;
        }
        return -1;
    }

    private static string Unreached(RankedScores ranked, double target)
    {
        int best = Best(ranked, step => Precision(ranked, step));
        return FormattableString.Invariant(
            $"expected a threshold with a precision of {target}, received {Precision(ranked, best):0.0000} at most (at {ranked.Score(best):0.####}, where recall is {(double)ranked.TruePositives(best) / ranked.Positives:0.0000}). Ask for less, or train a better model.");
    }

    private static double Precision(RankedScores ranked, int step) =>
        (double)ranked.TruePositives(step) / (ranked.TruePositives(step) + ranked.FalsePositives(step));

    private static ThresholdChoice None(DecisionAim aim, string reason) => new()
    {
        Aim = aim,
        Threshold = null,
        Recall = Metric.Undefined("there is no threshold"),
        Precision = Metric.Undefined("there is no threshold"),
        Reason = reason,
    };

    private static ThresholdChoice Judge(DecisionAim aim, double threshold, RankedScores ranked)
    {
        int last = -1;
        while (last + 1 < ranked.Count && ranked.Score(last + 1) >= threshold)
            last++;
        long hits = last < 0 ? 0 : ranked.TruePositives(last), alarms = last < 0 ? 0 : ranked.FalsePositives(last);
        return new ThresholdChoice
        {
            Aim = aim,
            Threshold = threshold,
            Recall = Metric.Proportion(hits, ranked.Positives, "there are no positives"),
            Precision = Metric.Proportion(hits, hits + alarms, "no image is called positive"),
        };
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
