namespace CrackLab.Evaluation;

/// <summary>Bootstrap intervals over groups for the figures of an evaluation.</summary>
/// <remarks>
/// Where no draw differs, as without a mistake, the draws know nothing of the spread: then it is Wilson's interval with the
/// groups that take part as trials, or Newcombe's for the area under the ROC curve.
/// </remarks>
internal sealed class GroupIntervals
{
    private const int Figures = 7;
    private const double Same = 1e-12;

    private readonly int[] _groupOf;
    private readonly int _groups;
    private readonly int _classes;

    // (groups, classes, classes) images by actual and predicted class.
    private readonly int[,,] _counts;

    // The classes that are judged; for each the images from low to high score, where equal scores end, and whether each is of it.
    private readonly int[] _judged;
    private readonly (int[] Order, bool[] EndsTie, bool[] IsOfIt)[] _rankings;

    public GroupIntervals(float[] scores, ReadOnlySpan<int> labels, int[] predicted, int classes, int[] groupOf)
    {
        (_groupOf, _groups, _classes) = (groupOf, groupOf.Max() + 1, classes);
        _counts = new int[_groups, classes, classes];
        for (int i = 0; i < labels.Length; i++)
            _counts[groupOf[i], labels[i], predicted[i]]++;
        _judged = classes == 2 ? [1] : [.. Enumerable.Range(0, classes)];
        int[] actual = labels.ToArray();
        _rankings = [.. _judged.Select(type => Rank(
            [.. Enumerable.Range(0, actual.Length).Select(i => classes == 2 ? scores[i] : scores[(i * classes) + type])],
            [.. actual.Select(label => label == type)]))];
    }

    /// <summary>Adds the intervals to the figures.</summary>
    public EvaluationResult AddTo(EvaluationResult result, CancellationToken cancellationToken)
    {
        Interval?[] drawn = GroupBootstrap.Of(_groups, Draw, Figures, cancellationToken: cancellationToken);
        Metric With(int figure, Metric metric) => metric with { GroupInterval = metric.Value is { } value ? Settle(figure, value, drawn[figure]) : null };
        return result with
        {
            Groups = _groups,
            Accuracy = With(0, result.Accuracy),
            BalancedAccuracy = With(1, result.BalancedAccuracy),
            Precision = With(2, result.Precision),
            Recall = With(3, result.Recall),
            Specificity = With(4, result.Specificity),
            F1 = With(5, result.F1),
            Auc = With(6, result.Auc),
        };
    }

    private double?[] Draw(IReadOnlyList<int> weights)
    {
        var matrix = new long[_classes, _classes];
        for (int group = 0; group < _groups; group++)
        {
            for (int cell = 0; weights[group] > 0 && cell < _classes * _classes; cell++)
                matrix[cell / _classes, cell % _classes] += (long)weights[group] * _counts[group, cell / _classes, cell % _classes];
        }
        long all = 0, right = 0;
        long[] actual = new long[_classes], called = new long[_classes];
        for (int row = 0; row < _classes; row++)
        {
            for (int column = 0; column < _classes; column++)
            {
                all += matrix[row, column];
                right += row == column ? matrix[row, column] : 0;
                actual[row] += matrix[row, column];
                called[column] += matrix[row, column];
            }
        }
        return
        [
            Share(right, all),
            Mean(Enumerable.Range(0, _classes), type => Share(matrix[type, type], actual[type])),
            Mean(_judged, type => Share(matrix[type, type], called[type])),
            Mean(_judged, type => Share(matrix[type, type], actual[type])),
            Mean(_judged, type => Share(all - actual[type] - called[type] + matrix[type, type], all - actual[type])),
            Mean(_judged, type => Share(2 * matrix[type, type], actual[type] + called[type])),
            Mean(Enumerable.Range(0, _judged.Length), index => Area(_rankings[index], weights)),
        ];
    }

    /// <summary>Area under the ROC curve where each image counts as often as its group.</summary>
    private double? Area((int[] Order, bool[] EndsTie, bool[] IsOfIt) ranking, IReadOnlyList<int> weights)
    {
        double below = 0, hits = 0, alarms = 0, pairs = 0, positives = 0;
        for (int i = 0; i < ranking.Order.Length; i++)
        {
            int weight = weights[_groupOf[ranking.Order[i]]];
            if (ranking.IsOfIt[i])
                hits += weight;
            else
                alarms += weight;
            if (ranking.EndsTie[i])
            {
                pairs += hits * (below + (alarms / 2));
                positives += hits;
                below += alarms;
                (hits, alarms) = (0, 0);
            }
        }
        return positives > 0 && below > 0 ? pairs / (positives * below) : null;
    }

    private Interval? Settle(int figure, double value, Interval? drawn)
    {
        if (drawn is not { } interval || interval.High - interval.Low > Same)
            return drawn;
        long groups = _judged.Min(type => Taking(figure, type));
        long others = _judged.Min(type => CountGroups((actual, _) => actual != type));
        return figure == 6
            ? ConfidenceInterval.AreaUnderRoc(value, groups, others)
            : ConfidenceInterval.Wilson(Math.Clamp(value, 0, 1) * groups, groups);
    }

    /// <summary>Groups with images that a figure of a class counts.</summary>
    private long Taking(int figure, int type) => figure switch
    {
        2 => CountGroups((_, predicted) => predicted == type),
        3 or 6 => CountGroups((actual, _) => actual == type),
        4 => CountGroups((actual, _) => actual != type),
        5 => CountGroups((actual, predicted) => actual == type || predicted == type),
        _ => _groups,
    };

    private long CountGroups(Func<int, int, bool> isCounted) => Enumerable.Range(0, _groups).Count(group =>
        Enumerable.Range(0, _classes * _classes).Any(cell =>
            _counts[group, cell / _classes, cell % _classes] > 0 && isCounted(cell / _classes, cell % _classes)));

    private static (int[] Order, bool[] EndsTie, bool[] IsOfIt) Rank(float[] scores, bool[] isOfIt)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderBy(i => scores[i])];
        bool[] ends = [.. order.Select((image, place) => place + 1 == order.Length || scores[order[place + 1]] != scores[image])];
        return (order, ends, [.. order.Select(image => isOfIt[image])]);
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;

    private static double? Mean(IEnumerable<int> classes, Func<int, double?> figure)
    {
        double sum = 0;
        int count = 0;
        foreach (int type in classes)
        {
            if (figure(type) is not { } value)
                return null;
            sum += value;
            count++;
        }
        return sum / count;
    }
}
