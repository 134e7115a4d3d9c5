using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Evaluation;
using CrackLab.Experiments;

namespace CrackLab.Cli.Verbs;

/// <summary>train --folds: a run for each fold, and the figures over all of them.</summary>
internal static class FoldsText
{
    /// <summary>Runs the cross-validation and tells what it came to.</summary>
    /// <param name="context">Output and cancellation.</param>
    /// <param name="options">Data and folder.</param>
    /// <param name="settings">The settings of each run.</param>
    /// <param name="folds">How many folds.</param>
    /// <param name="resumed">Settings asked for while resuming; <see langword="null"/> for a new one.</param>
    /// <param name="again">The words that choose the engine.</param>
    /// <param name="json">Whether to write JSON.</param>
    public static int Run(
        VerbContext context, ExperimentOptions options, HyperParameters settings, int folds, List<string>? resumed, string again, bool json)
    {
        FoldsResult result = context.Output.WithProgress(display => FoldExperiment.Run(
            options, settings, folds, resumed, new TrainingDisplay(display, json).Observer, context.Cancellation));
        if (json)
        {
            context.Output.WriteLine(result.ToJson());
        }

        if (result.IsInterrupted)
        {
            throw new CommandException(
                $"interrupted in fold {result.Folds.Count} of {folds}; everything so far is saved. Go on with: cracklab train {CommandText.Quote(options.Data)} --out {CommandText.Quote(result.Path)} --folds {folds}{again} --resume");
        }

        if (!json)
        {
            Tell(context.Output, result);
        }

        return Application.Done;
    }

    private static void Tell(CommandOutput output, FoldsResult result)
    {
        output.WriteLine();
        output.WriteLine($"{result.Folds.Count} folds, each judged on photographs that its model has not seen:");
        var table = new TextTable(["figure", "mean", "sd", "low", "high", .. result.Folds.Select((_, index) => string.Create(CultureInfo.InvariantCulture, $"fold {index + 1}"))]);
        foreach (FoldMetric metric in result.Metrics)
        {
            table.Add(
            [
                metric.Name, Text(metric.Mean), Text(metric.StandardDeviation), Text(metric.Interval?.Low), Text(metric.Interval?.High),
                .. metric.Values.Select(Text),
            ]);
        }

        foreach (string line in table.Lines())
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine();
        output.WriteLine($"low and high: 95% interval of the mean by Student's t over {result.Folds.Count} folds; they share training photos, so it is rather narrow.");
        output.WriteLine($"Figures  {Path.Combine(result.Path, FoldExperiment.JsonName)}");
        output.WriteLine($"Runs     {result.Folds[0].Folder.Path} and so on");
    }

    private static string Text(double? value) => value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-";
}
