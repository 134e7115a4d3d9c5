namespace CrackLab.Evaluation;

/// <summary>Judges one class against all others.</summary>
internal static class OneVersusRest
{
    /// <summary>Computes the figures of a class.</summary>
    /// <param name="confusion">The matrix at the decision that was taken.</param>
    /// <param name="classIndex">Index of the class.</param>
    /// <param name="ranked">The images ranked by how much they look like this class.</param>
    public static ClassResult Judge(ConfusionMatrix confusion, int classIndex, RankedScores ranked)
    {
        string name = confusion.Classes[classIndex];
        long hits = confusion.TruePositives(classIndex);
        long alarms = confusion.FalsePositives(classIndex);
        long misses = confusion.FalseNegatives(classIndex);
        long rejects = confusion.TrueNegatives(classIndex);
        string noneOfIt = $"no image is of class '{name}'";
        string allOfIt = $"every image is of class '{name}'";
        return new ClassResult
        {
            Name = name,
            Support = hits + misses,
            Precision = Metric.Proportion(hits, hits + alarms, $"no image was predicted '{name}'"),
            Recall = Metric.Proportion(hits, hits + misses, noneOfIt),
            F1 = F1(hits, alarms + misses, $"no image is of class '{name}' and none was predicted so"),
            Specificity = Metric.Proportion(rejects, rejects + alarms, allOfIt),
            Auc = Auc(ranked, noneOfIt, allOfIt),
            AveragePrecision = AveragePrecision(ranked, noneOfIt),
        };
    }

    private static Metric F1(long hits, long errors, string reasonIfNone) => hits + errors == 0
        ? Metric.Undefined(reasonIfNone)
        : Metric.Of(2.0 * hits / (2 * hits + errors), ConfidenceInterval.F1(hits, errors));

    private static Metric Auc(RankedScores ranked, string noneOfIt, string allOfIt) =>
        RocCurve.Compute(ranked) is { } roc
            ? Metric.Of(roc.Area, ConfidenceInterval.AreaUnderRoc(roc.Area, ranked.Positives, ranked.Negatives))
            : Metric.Undefined(ranked.Positives == 0 ? noneOfIt : allOfIt);

    private static Metric AveragePrecision(RankedScores ranked, string noneOfIt)
    {
        if (PrecisionRecallCurve.Compute(ranked) is not { AveragePrecision: var average })
            return Metric.Undefined(noneOfIt);
        // No proportion, but bounded as one is: the positives stand for the trials.
        double hits = Math.Min(average, 1) * ranked.Positives;
        return Metric.Of(average, ConfidenceInterval.Wilson(hits, ranked.Positives));
    }
}
