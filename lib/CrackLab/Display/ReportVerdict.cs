using System.Globalization;
using CrackLab.Evaluation;

namespace CrackLab.Display;

/// <summary>The outcome in one sentence.</summary>
internal static class ReportVerdict
{
    /// <summary>Says how many pictures were misclassified, and in which way.</summary>
    /// <param name="confusion">The matrix; not empty.</param>
    public static string Sentence(ConfusionMatrix confusion)
    {
        long wrong = confusion.Total - confusion.Correct;
        string all = Number(confusion.Total);
        if (wrong == 0)
            return $"All {all} test pictures were classified right.";
        string start = $"Of {all} test pictures, {Number(wrong)} {(wrong == 1 ? "was" : "were")} misclassified";
        return confusion.Classes.Count == 2 ? $"{start}: {TwoWays(confusion)}." : $"{start}; {MostFrequent(confusion)}.";
    }

    private static string TwoWays(ConfusionMatrix confusion)
    {
        (string negative, string positive) = (confusion.Classes[0], confusion.Classes[1]);
        string missed = $"{Number(confusion.FalseNegatives(1))} of {Number(confusion.Support(1))} ‘{positive}’ missed";
        string alarms =
            $"{Number(confusion.FalsePositives(1))} of {Number(confusion.Support(0))} ‘{negative}’ taken for ‘{positive}’";
        return $"{missed}, {alarms}";
    }

    private static string MostFrequent(ConfusionMatrix confusion)
    {
        (int actual, int predicted, long count) = (0, 0, 0L);
        for (int row = 0; row < confusion.Classes.Count; row++)
        {
            for (int column = 0; column < confusion.Classes.Count; column++)
            {
                if (row != column && confusion[row, column] > count)
                    (actual, predicted, count) = (row, column, confusion[row, column]);
            }
        }
        string times = count == 1 ? "once" : $"{Number(count)} times";
        return $"most often ‘{confusion.Classes[actual]}’ was taken for ‘{confusion.Classes[predicted]}’ ({times})";
    }

    private static string Number(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
