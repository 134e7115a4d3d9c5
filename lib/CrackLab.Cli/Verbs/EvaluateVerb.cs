using System.CommandLine;
using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Evaluation;
using CrackLab.Tracking;

namespace CrackLab.Cli.Verbs;

/// <summary>evaluate: judges a model on a run's test part or on another labelled folder.</summary>
internal static class EvaluateVerb
{
    private const string Auto = "auto";

    public static Command Create(VerbContext context)
    {
        var target = new Argument<string>("RUN|MODEL") { Description = "Run folder (its best model) or model file." };
        var data = new Option<string?>("--data") { Description = "Labelled folder to judge on; the run's test part if not given.", HelpName = "DIR" };
        var threshold = new Option<string>("--threshold")
        {
            Description = "Probability from which a photo is called positive, or auto for the model's own.",
            HelpName = "auto|0..1",
            DefaultValueFactory = _ => Auto,
        };
        threshold.Validators.Add(result =>
        {
            string text = result.GetValueOrDefault<string>() ?? "";
            if (!TryReadThreshold(text, out _))
            {
                result.AddError($"--threshold: expected auto or a number from 0 to 1, received '{text}'.");
            }
        });
        Option<int?> threads = VerbOptions.Threads();
        Option<bool> json = VerbOptions.Json();
        var command = new Command("evaluate", "Judges a model: precision, recall, accuracy and more, with 95% intervals.")
        {
            target, data, threshold, threads, json,
        };
        command.SetAction(result =>
        {
            TryReadThreshold(result.GetRequiredValue(threshold), out double? chosen);
            return Run(context, result.GetRequiredValue(target), result.GetValue(data), chosen, result.GetValue(threads), result.GetValue(json));
        });
        return command;
    }

    /// <summary>Reads a threshold; the model's own is <see langword="null"/>.</summary>
    private static bool TryReadThreshold(string text, out double? threshold)
    {
        threshold = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
        return text == Auto || threshold is >= 0 and <= 1;
    }

    private static int Run(VerbContext context, string target, string? data, double? threshold, int? threads, bool json)
    {
        Sequential model = Sequential.Load(ModelLocator.Find(target));
        ImageSet set = data is null ? TestPart(target) : context.Output.WithProgress(display => Labelled(display, data, model, context.Cancellation));
        ScoredSet scored = SetEvaluator.Evaluate(model, set, threshold, new SimdEngine(threads), context.Cancellation);
        if (json)
        {
            context.Output.WriteLine(scored.Result.ToJson());
            return Application.Done;
        }

        foreach (string line in EvaluationText.Lines(scored.Result))
        {
            context.Output.WriteLine(line);
        }

        return Application.Done;
    }

    private static ImageSet TestPart(string target)
    {
        if (!Directory.Exists(target))
        {
            throw new CommandException($"{target}: expected --data DIR with a model file, received none. Name a labelled folder to judge on.");
        }

        RunFolder folder = RunFolder.Open(target);
        RunRecord record = RunRecord.Read(folder.RecordFile);
        ImageSet test = DataSplit.ReadCsv(folder.SplitFile, record.Dataset.Path, record.Dataset.Classes).Test;
        return test.Count > 0 ? test : throw new CommandException($"{target}: expected a run with a test part, received one without. Name a labelled folder with --data.");
    }

    private static ImageSet Labelled(ProgressDisplay display, string data, Sequential model, CancellationToken cancellation)
    {
        ProgressTask task = display.Add("Inspecting", 1);
        ImageFolder folder = ImageFolder.Open(data, model.Metadata.Classes.Count == 2 ? PositiveIn(data, model) : null);
        task.Restart("Inspecting", folder.Files.Count);
        return folder.Inspect(options: null, new Relay<InspectProgress>(p => task.Report(p.Done)), cancellation).Healthy;
    }

    /// <summary>The model's positive class, where the folder has it; a folder with other names is refused later, by all its names.</summary>
    private static string? PositiveIn(string data, Sequential model) =>
        Directory.Exists(Path.Combine(data, model.Metadata.Classes[1])) ? model.Metadata.Classes[1] : null;
}
