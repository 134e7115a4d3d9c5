using CrackLab.Display;
using CrackLab.Engine;
using CrackLab.Evaluation;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>What follows on training: the model is finished on the validation part, judged on the test part, and reported.</summary>
internal static class Judging
{
    /// <summary>Writes the model, the figures, the report and the end of the run.</summary>
    /// <returns>The training with the finished model, and the figures; none where there is no test part.</returns>
    public static (TrainingResult Training, EvaluationResult? Evaluation) Judge(
        ExperimentState state, TrainingResult training, ExperimentObserver observer, CancellationToken cancellationToken)
    {
        RunFolder folder = state.Folder;
        (Sequential model, ScoredSet? validation) = Finish(state, training.BestModel, observer, cancellationToken);
        folder.RequirePresent();
        model.Save(folder.ModelFile);
        training = training with { BestModel = model };
        RunRecord record = state.Record with { Status = RunStatus.Finished, Finished = DateTimeOffset.UtcNow };
        EvaluationResult? result = null;
        if (state.Split.Test.Count > 0)
        {
            ScoredSet scored = SetEvaluator.Evaluate(model, state.Split.Test, engine: state.Engine, cancellationToken: cancellationToken);
            result = scored.Result;
            MetricsFile.Write(folder.MetricsFile, result);
            HtmlReport.Write(folder.ReportFile, RunReport.Gather(state, training, record, (scored, validation), cancellationToken));
        }

        record.Write(folder.RecordFile);
        return (training, result);
    }

    /// <summary>Calibrates, and chooses the threshold; gives the model's scores on the validation part where there is one.</summary>
    private static (Sequential Model, ScoredSet? Validation) Finish(
        ExperimentState state, Sequential best, ExperimentObserver observer, CancellationToken cancellationToken)
    {
        DecisionAim aim = DecisionAim.Parse(state.Settings.Aim);
        if (state.Split.Validation.Count == 0)
        {
            Sequential model = best.Clone();
            if (aim is { Kind: AimKind.Threshold, Target: { } threshold })
            {
                model.Metadata = model.Metadata with { Threshold = threshold, Aim = aim.ToString() };
            }

            return (model, null);
        }

        AdjustedModel adjusted = ModelAdjuster.Adjust(best, state.Split.Validation, aim, state.Settings.Calibrate, state.Engine, cancellationToken);
        string temperature = adjusted.Temperature is { } fitted ? FormattableString.Invariant($"temperature {fitted:0.###}") : "no temperature";
        observer.Note?.Invoke(adjusted.Choice is { } choice
            ? $"On the validation part: {temperature}; {choice}{(choice.Threshold is null ? FormattableString.Invariant($" The threshold stays {best.Metadata.Threshold}.") : "")}"
            : $"On the validation part: {temperature}.");
        return (adjusted.Model, adjusted.Validation);
    }
}
