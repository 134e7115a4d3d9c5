using System.Globalization;
using CrackLab.Data;
using CrackLab.Training;

namespace CrackLab.Tracking.Events;

/// <summary>What there is to see of an epoch's answers on the validation part: curves and pictures.</summary>
internal static class ValidationBoard
{
    /// <summary>Thresholds of a precision-recall curve: hundredths and their halves.</summary>
    private const int Thresholds = 201;

    public static void WriteCurves(RunEventLog log, ITraining training, int step)
    {
        ImageSet set = training.Validation!;
        ReadOnlySpan<float> outputs = training.ValidationProbabilities.Span;
        int units = outputs.Length / set.Count;
        for (int label = units <= 2 ? 1 : 0; label < set.Classes.Count; label++)
        {
            float[] scores = new float[set.Count];
            bool[] isPositive = new bool[set.Count];
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = units == 1 ? outputs[i] : outputs[(i * units) + label];
                isPositive[i] = set.Samples[i].Label == label;
            }

            log.Write(Summaries.PrecisionRecall($"pr_curve/{set.Classes[label]}", ThresholdCounts.Count(scores, isPositive, Thresholds)), step);
        }
    }

    public static void WritePictures(RunEventLog log, ITraining training, int step)
    {
        ImageSet set = training.Validation!;
        double threshold = training.Model.Metadata.Threshold;
        float[] outputs = training.ValidationProbabilities.ToArray();
        int units = outputs.Length / set.Count;
        var counts = new long[set.Classes.Count, set.Classes.Count];
        List<(int Index, double Truth)> wrong = [];
        for (int i = 0; i < set.Count; i++)
        {
            ReadOnlySpan<float> row = outputs.AsSpan(i * units, units);
            int label = set.Samples[i].Label, called = Called(row, threshold);
            counts[label, called]++;
            if (called != label)
                wrong.Add((i, units > 1 ? row[label] : label == 1 ? row[0] : 1 - row[0]));
        }

        log.Write(Summaries.Images("images/confusion_matrix", [ConfusionPicture.Draw(set.Classes, counts)]), step);
        if (wrong.Count == 0)
            return;
        log.Write(
            Summaries.Images("images/worst_mistakes",
            [
                ContactSheet.Draw(
                [
                    .. wrong.OrderBy(mistake => mistake.Truth).Take(ContactSheet.Most).Select(mistake => (
                        training.ValidationPicture(mistake.Index),
                        set.Classes[set.Samples[mistake.Index].Label],
                        $"p {mistake.Truth.ToString("0.0000", CultureInfo.InvariantCulture)}")),
                ]),
            ]),
            step);
    }

    private static int Called(ReadOnlySpan<float> row, double threshold)
    {
        if (row.Length <= 2)
            return row[^1] >= threshold ? 1 : 0;
        int best = 0;
        for (int i = 1; i < row.Length; i++)
            best = row[i] > row[best] ? i : best;
        return best;
    }
}
