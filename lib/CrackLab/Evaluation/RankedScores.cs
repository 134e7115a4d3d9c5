namespace CrackLab.Evaluation;

/// <summary>Counts of positives and negatives at or above each distinct score, highest score first.</summary>
/// <remarks>Equal scores form one step: no threshold can tell them apart. ROC and PR curves are both read off this.</remarks>
internal sealed class RankedScores
{
    private readonly List<float> _scores = [];
    private readonly List<long> _truePositives = [];
    private readonly List<long> _falsePositives = [];

    /// <summary>Sorts the scores and counts.</summary>
    /// <param name="scores">One finite score an image; higher means rather positive.</param>
    /// <param name="isPositive">Whether each image is positive, as many.</param>
    /// <exception cref="ArgumentException">The lists differ in length or a score is not a number.</exception>
    public RankedScores(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isPositive)
    {
        if (scores.Length != isPositive.Length)
        {
            throw new ArgumentException(
                $"Scores: expected as many labels as scores, received {isPositive.Length} for {scores.Length}. " +
                "Give one label an image.",
                nameof(isPositive));
        }
        float[] sorted = scores.ToArray();
        bool[] labels = isPositive.ToArray();
        Array.Sort(sorted, labels);
        if (sorted.Length > 0 && float.IsNaN(sorted[0]))
        {
            throw new ArgumentException(
                "Scores: expected numbers, received NaN. Look for an exploding loss in training.", nameof(scores));
        }
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            if (labels[i])
                Positives++;
            else
                Negatives++;
            if (i > 0 && sorted[i - 1] == sorted[i])
                continue;
            _scores.Add(sorted[i]);
            _truePositives.Add(Positives);
            _falsePositives.Add(Negatives);
        }
    }

    /// <summary>Number of distinct scores.</summary>
    public int Count => _scores.Count;

    /// <summary>Positives in all.</summary>
    public long Positives { get; }

    /// <summary>Negatives in all.</summary>
    public long Negatives { get; }

    /// <summary>The score at a step.</summary>
    /// <param name="step">0 for the highest score.</param>
    public float Score(int step) => _scores[step];

    /// <summary>Positives with at least the score of a step.</summary>
    /// <param name="step">0 for the highest score.</param>
    public long TruePositives(int step) => _truePositives[step];

    /// <summary>Negatives with at least the score of a step.</summary>
    /// <param name="step">0 for the highest score.</param>
    public long FalsePositives(int step) => _falsePositives[step];
}
