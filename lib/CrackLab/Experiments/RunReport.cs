using CrackLab.Display;
using CrackLab.Evaluation;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>Gathers what the report of a run tells.</summary>
internal static class RunReport
{
    private static readonly string[] Aims = ["cautious", "recall=0.99", "recall=0.999", "youden", "f1", "precision=0.98", "threshold=0.5"];

    /// <summary>Gathers it.</summary>
    /// <param name="state">The experiment.</param>
    /// <param name="training">The training, with the finished model.</param>
    /// <param name="record">The run as it ended.</param>
    /// <param name="scores">The model's scores on the test part, and those on the validation part, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static ReportData Gather(
        ExperimentState state,
        TrainingResult training,
        RunRecord record,
        (ScoredSet Test, ScoredSet? Validation) scores,
        CancellationToken cancellationToken)
    {
        (ScoredSet test, ScoredSet? validation) = scores;
        var pictures = new ReportPictures(test, cancellationToken);
        string data = Path.GetFileName(Path.TrimEndingDirectorySeparator(record.Dataset.Path));
        return new ReportData
        {
            Title = $"{Path.GetFileNameWithoutExtension(state.Settings.Model)} on {data}",
            Run = record,
            Result = test.Result,
            Split = state.Split,
            History = training.History,
            BestEpoch = training.BestEpoch,
            Model = training.BestModel,
            Thresholds = validation is null ? [] : Thresholds(state.Settings.Aim, test, validation),
            Samples = pictures.Samples(),
            Mistakes = pictures.Mistakes(),
            Cells = pictures.Cells(),
            Heatmaps = pictures.Heatmaps(training.BestModel),
            Repeat = [record.Command],
        };
    }

    /// <summary>For each aim the threshold that the validation part gives, and what it does on the test part.</summary>
    private static IReadOnlyList<ReportThreshold> Thresholds(string inUse, ScoredSet test, ScoredSet validation)
    {
        if (test.Set.Classes.Count != 2)
        {
            return [];
        }

        int[] labels = [.. test.Set.Samples.Select(sample => sample.Label)];
        string used = DecisionAim.Parse(inUse).ToString();
        return
        [
            .. Aims.Append(used).Distinct(StringComparer.Ordinal).Select(text =>
            {
                ThresholdChoice choice = validation.Choose(DecisionAim.Parse(text));
                EvaluationResult? result = choice.Threshold is { } threshold
                    ? Evaluator.Evaluate(test.PositiveScores(), labels, test.Set.Classes, threshold)
                    : null;
                return new ReportThreshold(choice, result, text == used && result is not null);
            }),
        ];
    }
}
