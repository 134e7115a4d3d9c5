using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>Which labels of a set are likely wrong, by confident learning.</summary>
[TypeFormatterSource]
public sealed class LabelAudit
{
    private const double LeastProbability = 1e-7;

    private LabelAudit(ImageSet set, IReadOnlyList<double> thresholds, ConfusionMatrix joint, IReadOnlyList<LabelFinding> findings)
    {
        Set = set;
        Thresholds = thresholds;
        Joint = joint;
        Findings = findings;
    }

    /// <summary>The images with their given labels.</summary>
    public ImageSet Set { get; }

    /// <summary>Mean probability of each class on the images given it, (classes).</summary>
    public IReadOnlyList<double> Thresholds { get; }

    /// <summary>The confident joint: images by given class (rows) and by the class that the model is sure of (columns).</summary>
    /// <remarks>Images of which it is sure of no class are not counted.</remarks>
    public ConfusionMatrix Joint { get; }

    /// <summary>One finding an image: likely errors first, then by rising margin. An image's place is its rank.</summary>
    public IReadOnlyList<LabelFinding> Findings { get; }

    /// <summary>The likely errors, the likeliest first.</summary>
    public IEnumerable<LabelFinding> LikelyErrors => Findings.TakeWhile(finding => finding.IsLikelyError);

    /// <summary>All findings by falling loss.</summary>
    public IEnumerable<LabelFinding> TopLosses =>
        Findings.OrderByDescending(finding => finding.Loss).ThenBy(finding => finding.Sample.Path, StringComparer.Ordinal);

    /// <summary>Audits the labels of a set.</summary>
    /// <param name="set">The images with their given labels, at least two classes.</param>
    /// <param name="probabilities">
    /// (N, classes) probabilities, 0..1, row by row, of models that have not seen the image, nor another crop of its
    /// photograph.
    /// </param>
    /// <exception cref="ArgumentException">The shapes do not match, or a value is out of its range.</exception>
    /// <remarks>
    /// A label is likely wrong where the image is counted off the diagonal of the confident joint and the given class is
    /// not the most probable one. For two classes margin, probability of the given label and loss rank alike.
    /// </remarks>
    public static LabelAudit Of(ImageSet set, IReadOnlyList<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(probabilities);
        float[] values = [.. probabilities];
        int[] labels = [.. set.Samples.Select(sample => sample.Label)];
        double[] thresholds = ConfidentLearning.Thresholds(values, labels, set.Classes.Count);
        int[] confident = ConfidentLearning.ConfidentClasses(values, labels, thresholds);
        int[] counted = [.. Enumerable.Range(0, set.Count).Where(index => confident[index] >= 0)];
        ConfusionMatrix joint = ConfusionMatrix.Count(
            set.Classes, [.. counted.Select(index => labels[index])], [.. counted.Select(index => confident[index])]);
        IEnumerable<LabelFinding> findings = set.Samples.Select((sample, index) =>
            Judge(sample, values.AsSpan(index * set.Classes.Count, set.Classes.Count), confident[index]));
        return new LabelAudit(
            set,
            thresholds,
            joint,
            [
                .. findings.OrderByDescending(finding => finding.IsLikelyError)
                    .ThenBy(finding => finding.Margin)
                    .ThenBy(finding => finding.Sample.Path, StringComparer.Ordinal),
            ]);
    }

    /// <summary>How many labels are likely wrong, and the first of them.</summary>
    public override string ToString()
    {
        int count = LikelyErrors.Count();
        IEnumerable<string> first = LikelyErrors.Take(10).Select(finding => FormattableString.Invariant(
            $"{Environment.NewLine}  {finding.Sample.Path}: given {Set.Classes[finding.Sample.Label]}, looks like {Set.Classes[finding.Predicted]} ({finding.Probability:0.0000})"));
        return $"{count} of {Set.Count} labels are likely wrong{string.Concat(first)}";
    }

    private static LabelFinding Judge(Sample sample, ReadOnlySpan<float> row, int confident)
    {
        int predicted = 0, other = sample.Label == 0 ? 1 : 0;
        for (int label = 1; label < row.Length; label++)
        {
            if (row[label] > row[predicted])
                predicted = label;
            if (label != sample.Label && row[label] > row[other])
                other = label;
        }
        bool isLikelyError = confident >= 0 && confident != sample.Label && predicted != sample.Label;
        return new LabelFinding(
            sample,
            predicted,
            row[predicted],
            (double)row[sample.Label] - row[other],
            -Math.Log(Math.Max(row[sample.Label], LeastProbability)),
            isLikelyError);
    }
}
