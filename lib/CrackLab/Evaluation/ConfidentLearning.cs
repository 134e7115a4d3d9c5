namespace CrackLab.Evaluation;

/// <summary>Confident learning: which given labels disagree with what a model is sure of.</summary>
/// <remarks>
/// C. G. Northcutt, L. Jiang, I. L. Chuang: "Confident Learning: Estimating Uncertainty in Dataset Labels", Journal of
/// Artificial Intelligence Research 70 (2021). The probabilities must be out of sample: of a model that has not seen the
/// image, else it has learnt the wrong label too.
/// </remarks>
public static class ConfidentLearning
{
    /// <summary>How sure the model is of a class on the images that are given it: t(j), the mean of p(j) over them.</summary>
    /// <param name="probabilities">(N, classes) out-of-sample probabilities, 0..1, row by row.</param>
    /// <param name="labels">Given class of each image, (N).</param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <returns>(classes) thresholds, 0..1; 1 for a class without images.</returns>
    /// <exception cref="ArgumentException">The shapes do not match, or a value is out of its range.</exception>
    public static double[] Thresholds(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classes)
    {
        Check(probabilities, labels, classes);
        double[] sums = new double[classes];
        int[] counts = new int[classes];
        for (int i = 0; i < labels.Length; i++)
        {
            sums[labels[i]] += probabilities[(i * classes) + labels[i]];
            counts[labels[i]]++;
        }
        return [.. sums.Select((sum, label) => counts[label] == 0 ? 1 : sum / counts[label])];
    }

    /// <summary>The class that the model is sure of for each image: the most probable of those that reach their threshold.</summary>
    /// <param name="probabilities">(N, classes) out-of-sample probabilities, 0..1, row by row.</param>
    /// <param name="labels">Given class of each image, (N).</param>
    /// <param name="thresholds">(classes) from <see cref="Thresholds"/>.</param>
    /// <returns>(N) classes; -1 where none reaches its threshold, and the image is not counted in the confident joint.</returns>
    /// <exception cref="ArgumentException">The shapes do not match, or a value is out of its range.</exception>
    public static int[] ConfidentClasses(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, IReadOnlyList<double> thresholds)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        int classes = thresholds.Count;
        Check(probabilities, labels, classes);
        int[] confident = new int[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = probabilities.Slice(i * classes, classes);
            confident[i] = -1;
            for (int label = 0; label < classes; label++)
            {
                if (row[label] >= thresholds[label] && (confident[i] < 0 || row[label] > row[confident[i]]))
                    confident[i] = label;
            }
        }
        return confident;
    }

    private static void Check(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classes)
    {
        if (classes < 2 || probabilities.Length != (long)labels.Length * classes)
        {
            throw new ArgumentException(
                $"ConfidentLearning: expected ({labels.Length}, classes) probabilities of at least two classes, received " +
                $"{probabilities.Length} for {classes} classes. Predict every image once.",
                nameof(probabilities));
        }
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1))
            {
                throw new ArgumentException(
                    $"ConfidentLearning: expected probabilities in 0..1, received {probabilities[i]} at {i}. " +
                    "Apply sigmoid or softmax to logits.",
                    nameof(probabilities));
            }
        }
        foreach (int label in labels)
        {
            if ((uint)label >= (uint)classes)
            {
                throw new ArgumentException(
                    $"ConfidentLearning: expected labels in 0..{classes - 1}, received {label}. Use the indices of the class names.",
                    nameof(labels));
            }
        }
    }
}
