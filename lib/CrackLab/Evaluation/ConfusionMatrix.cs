using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>How often each actual class was taken for each class.</summary>
[TypeFormatterSource]
public sealed class ConfusionMatrix
{
    private readonly long[,] _counts;

    /// <summary>Makes the matrix from counts.</summary>
    /// <param name="classes">Class names, at least two; for two the second is the positive one.</param>
    /// <param name="counts">Counts, (actual, predicted), as many rows and columns as classes.</param>
    /// <exception cref="ArgumentException">Fewer than two classes, a shape that does not match, or a negative count.</exception>
    public ConfusionMatrix(IReadOnlyList<string> classes, long[,] counts)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(counts);
        if (classes.Count < 2 || counts.GetLength(0) != classes.Count || counts.GetLength(1) != classes.Count)
        {
            throw new ArgumentException(
                $"ConfusionMatrix: expected a square of at least two classes, received ({counts.GetLength(0)}, " +
                $"{counts.GetLength(1)}) counts for {classes.Count} classes. Give one row and one column a class.",
                nameof(counts));
        }
        foreach (long count in counts)
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
        Classes = [.. classes];
        _counts = (long[,])counts.Clone();
    }

    /// <summary>Class names in the order of rows and columns.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Number of images.</summary>
    public long Total => Sum(_ => true);

    /// <summary>Number of images whose class was told right.</summary>
    public long Correct => Sum(cell => cell.Actual == cell.Predicted);

    /// <summary>Images of one class taken for another.</summary>
    /// <param name="actual">Index of the actual class.</param>
    /// <param name="predicted">Index of the predicted class.</param>
    public long this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>Counts the pairs of labels.</summary>
    /// <param name="classes">Class names, at least two.</param>
    /// <param name="actual">Index of the actual class of each image.</param>
    /// <param name="predicted">Index of the predicted class of each image, as many.</param>
    /// <exception cref="ArgumentException">The lists differ in length or hold an index that is no class.</exception>
    public static ConfusionMatrix Count(
        IReadOnlyList<string> classes, ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (actual.Length != predicted.Length)
        {
            throw new ArgumentException(
                $"ConfusionMatrix: expected as many predictions as labels, received {predicted.Length} for " +
                $"{actual.Length}. Predict every image once.",
                nameof(predicted));
        }
        long[,] counts = new long[classes.Count, classes.Count];
        for (int i = 0; i < actual.Length; i++)
        {
            if ((uint)actual[i] >= (uint)classes.Count || (uint)predicted[i] >= (uint)classes.Count)
            {
                throw new ArgumentException(
                    $"ConfusionMatrix: expected classes in 0..{classes.Count - 1}, received actual {actual[i]} and " +
                    $"predicted {predicted[i]} at {i}. Use the indices of the class names.",
                    nameof(actual));
            }
            counts[actual[i], predicted[i]]++;
        }
        return new ConfusionMatrix(classes, counts);
    }

    /// <summary>Images of a class that were told right.</summary>
    /// <param name="classIndex">Index of the class.</param>
    public long TruePositives(int classIndex) => _counts[classIndex, classIndex];

    /// <summary>Images of other classes taken for this one.</summary>
    /// <param name="classIndex">Index of the class.</param>
    public long FalsePositives(int classIndex) =>
        Sum(cell => cell.Predicted == classIndex && cell.Actual != classIndex);

    /// <summary>Images of a class taken for another one.</summary>
    /// <param name="classIndex">Index of the class.</param>
    public long FalseNegatives(int classIndex) =>
        Sum(cell => cell.Actual == classIndex && cell.Predicted != classIndex);

    /// <summary>Images of other classes not taken for this one.</summary>
    /// <param name="classIndex">Index of the class.</param>
    public long TrueNegatives(int classIndex) =>
        Sum(cell => cell.Actual != classIndex && cell.Predicted != classIndex);

    /// <summary>Images of a class.</summary>
    /// <param name="classIndex">Index of the class.</param>
    public long Support(int classIndex) => Sum(cell => cell.Actual == classIndex);

    /// <summary>A line an actual class: how often it was taken for which.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Classes.Select((name, actual) =>
        $"actual {name}: {string.Join(", ", Classes.Select((other, predicted) => $"{_counts[actual, predicted]} as {other}"))}"));

    private long Sum(Func<(int Actual, int Predicted), bool> isCounted)
    {
        long sum = 0;
        for (int actual = 0; actual < Classes.Count; actual++)
        {
            for (int predicted = 0; predicted < Classes.Count; predicted++)
            {
                if (isCounted((actual, predicted)))
                    sum += _counts[actual, predicted];
            }
        }
        return sum;
    }
}
