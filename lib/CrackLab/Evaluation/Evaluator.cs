namespace CrackLab.Evaluation;

/// <summary>Judges predictions against labels.</summary>
public static class Evaluator
{
    /// <summary>Computes all figures.</summary>
    /// <param name="probabilities">
    /// Probabilities, 0..1: for two classes (N), that of the second class, or (N, 2); for more (N, classes). Row by row.
    /// </param>
    /// <param name="labels">Index of the actual class of each image, (N), at least one.</param>
    /// <param name="classes">Class names, at least two; for two the second is the positive one.</param>
    /// <param name="threshold">Two classes: probability from which on an image is called positive, 0..1.</param>
    /// <param name="groups">
    /// Name of the photograph of each image, (N), for intervals that know of them; <see langword="null"/>, or a name of its
    /// own for every image, for none.
    /// </param>
    /// <param name="cancellationToken">Gives up; of many photographs the intervals take seconds.</param>
    /// <exception cref="ArgumentException">No images, shapes that do not match, or a value out of its range.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static EvaluationResult Evaluate(
        ReadOnlySpan<float> probabilities,
        ReadOnlySpan<int> labels,
        IReadOnlyList<string> classes,
        double threshold = 0.5,
        IReadOnlyList<string>? groups = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classes);
        CheckShapes(probabilities.Length, labels.Length, classes.Count);
        CheckValues(probabilities, labels, classes.Count, threshold);
        bool isBinary = classes.Count == 2;
        float[] scores = isBinary ? PositiveColumn(probabilities, labels.Length) : probabilities.ToArray();
        EvaluationResult result = isBinary
            ? EvaluateTwo(scores, labels, classes, threshold)
            : EvaluateMany(scores, labels, classes);
        if (GroupBootstrap.Number(groups, labels.Length) is not { } numbers)
            return result;
        int[] predicted = isBinary ? AtThreshold(scores, threshold) : MostProbable(scores, classes.Count);
        return new GroupIntervals(scores, labels, predicted, classes.Count, numbers).AddTo(result, cancellationToken);
    }

    private static EvaluationResult EvaluateTwo(
        float[] scores, ReadOnlySpan<int> labels, IReadOnlyList<string> classes, double threshold)
    {
        int[] predicted = AtThreshold(scores, threshold);
        ConfusionMatrix confusion = ConfusionMatrix.Count(classes, labels, predicted);
        // Negated, not 1 - p, which would round distinct scores near 0 to the same one.
        RankedScores rankedNegative = new([.. scores.Select(score => -score)], IsClass(labels, 0));
        RankedScores rankedPositive = new(scores, IsClass(labels, 1));
        ClassResult negative = OneVersusRest.Judge(confusion, 0, rankedNegative);
        ClassResult positive = OneVersusRest.Judge(confusion, 1, rankedPositive);
        return new EvaluationResult
        {
            Count = labels.Length,
            Threshold = threshold,
            Accuracy = Metric.Proportion(confusion.Correct, labels.Length, "there are no images"),
            BalancedAccuracy = Metric.Mean([negative.Recall, positive.Recall]),
            Precision = positive.Precision,
            Recall = positive.Recall,
            F1 = positive.F1,
            Specificity = positive.Specificity,
            Auc = positive.Auc,
            AveragePrecision = positive.AveragePrecision,
            Confusion = confusion,
            PerClass = [negative, positive],
            Curves = [.. Curves(classes[1], rankedPositive)],
            Reliability = Reliability.OfPositive(scores, IsClass(labels, 1)),
        };
    }

    private static EvaluationResult EvaluateMany(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, IReadOnlyList<string> classes)
    {
        int[] predicted = MostProbable(probabilities, classes.Count);
        ConfusionMatrix confusion = ConfusionMatrix.Count(classes, labels, predicted);
        List<ClassResult> perClass = [];
        List<ClassCurves> curves = [];
        for (int index = 0; index < classes.Count; index++)
        {
            RankedScores ranked = new(Column(probabilities, index, classes.Count), IsClass(labels, index));
            perClass.Add(OneVersusRest.Judge(confusion, index, ranked));
            curves.AddRange(Curves(classes[index], ranked));
        }
        return new EvaluationResult
        {
            Count = labels.Length,
            Threshold = null,
            Accuracy = Metric.Proportion(confusion.Correct, labels.Length, "there are no images"),
            BalancedAccuracy = Metric.Mean([.. perClass.Select(result => result.Recall)]),
            Precision = Metric.Mean([.. perClass.Select(result => result.Precision)]),
            Recall = Metric.Mean([.. perClass.Select(result => result.Recall)]),
            F1 = Metric.Mean([.. perClass.Select(result => result.F1)]),
            Specificity = Metric.Mean([.. perClass.Select(result => result.Specificity)]),
            Auc = Metric.Mean([.. perClass.Select(result => result.Auc)]),
            AveragePrecision = Metric.Mean([.. perClass.Select(result => result.AveragePrecision)]),
            Confusion = confusion,
            PerClass = perClass,
            Curves = curves,
            Reliability = Reliability.OfMostProbable(probabilities, labels, classes.Count),
        };
    }

    private static IEnumerable<ClassCurves> Curves(string name, RankedScores ranked)
    {
        if (RocCurve.Compute(ranked) is { } roc && PrecisionRecallCurve.Compute(ranked) is { } precisionRecall)
            yield return new ClassCurves(name, roc, precisionRecall);
    }

    private static void CheckShapes(int probabilities, int labels, int classes)
    {
        if (classes < 2)
        {
            throw new ArgumentException(
                $"Evaluator: expected at least two classes, received {classes}. Judge on data with every class.",
                nameof(classes));
        }
        if (labels == 0)
        {
            throw new ArgumentException(
                "Evaluator: expected at least one image, received none. Give the test part more images.",
                nameof(labels));
        }
        bool matches = probabilities == (long)labels * classes || (classes == 2 && probabilities == labels);
        if (!matches)
        {
            string expected = classes == 2 ? $"({labels}) or ({labels}, 2)" : $"({labels}, {classes})";
            throw new ArgumentException(
                $"Evaluator: expected {expected} probabilities for {labels} labels, received {probabilities}. " +
                "Predict every image once.",
                nameof(probabilities));
        }
    }

    private static void CheckValues(
        ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classes, double threshold)
    {
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1))
            {
                throw new ArgumentException(
                    $"Evaluator: expected probabilities in 0..1, received {probabilities[i]} at {i}. " +
                    "Apply sigmoid or softmax to logits; look for an exploding loss where it is NaN.",
                    nameof(probabilities));
            }
        }
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
            {
                throw new ArgumentException(
                    $"Evaluator: expected labels in 0..{classes - 1}, received {labels[i]} at {i}. " +
                    "Use the indices of the class names.",
                    nameof(labels));
            }
        }
        if (!(threshold >= 0 && threshold <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(threshold),
                threshold,
                $"Evaluator: expected a threshold in 0..1, received {threshold}. 0.5 is the usual one.");
        }
    }

    private static float[] PositiveColumn(ReadOnlySpan<float> probabilities, int images) =>
        probabilities.Length == images ? probabilities.ToArray() : Column(probabilities, 1, 2);

    private static float[] Column(ReadOnlySpan<float> probabilities, int column, int columns)
    {
        float[] values = new float[probabilities.Length / columns];
        for (int row = 0; row < values.Length; row++)
            values[row] = probabilities[row * columns + column];
        return values;
    }

    private static bool[] IsClass(ReadOnlySpan<int> labels, int index)
    {
        bool[] flags = new bool[labels.Length];
        for (int i = 0; i < flags.Length; i++)
            flags[i] = labels[i] == index;
        return flags;
    }

    private static int[] AtThreshold(float[] scores, double threshold) => [.. scores.Select(score => score >= threshold ? 1 : 0)];

    private static int[] MostProbable(ReadOnlySpan<float> probabilities, int classes)
    {
        int[] winners = new int[probabilities.Length / classes];
        for (int row = 0; row < winners.Length; row++)
        {
            ReadOnlySpan<float> values = probabilities.Slice(row * classes, classes);
            for (int index = 1; index < classes; index++)
            {
                if (values[index] > values[winners[row]])
                    winners[row] = index;
            }
        }
        return winners;
    }
}
