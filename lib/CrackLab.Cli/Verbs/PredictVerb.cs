using System.CommandLine;
using CrackLab.Cli.Terminal;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Prediction;
using CrackLab.Tracking;

namespace CrackLab.Cli.Verbs;

/// <summary>predict: looks at photos with a trained model.</summary>
internal static class PredictVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Looks at photos with a trained model: label and probability of each.";

    public static Command Create(VerbContext context)
    {
        Argument<string> model = VerbOptions.Model();
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Photos, and folders of photos.",
            Arity = ArgumentArity.OneOrMore,
        };
        var csv = new Option<string?>("--csv") { Description = "Write the predictions to this file too.", HelpName = "FILE" };
        Option<double?> threshold = VerbOptions.OptionalNumber(
            "--threshold", "Probability from which a photo is called positive; the model's own if not given.", 0.0, 1.0);
        Option<int?> threads = VerbOptions.Threads();
        Option<bool> json = VerbOptions.Json("Write one JSON object a line.");
        var command = new Command("predict", Description)
        {
            model, paths, csv, threshold, threads, json,
        };
        command.SetAction(result => Run(
            context,
            new PredictOptions(
                result.GetRequiredValue(model),
                result.GetRequiredValue(paths),
                result.GetValue(csv),
                result.GetValue(threshold),
                result.GetValue(threads),
                result.GetValue(json))));
        return command;
    }

    private static int Run(VerbContext context, PredictOptions options)
    {
        string[] files = [.. ImagePaths.Expand(options.Paths)];
        if (files.Length == 0)
        {
            throw new CommandException(
                $"{string.Join(", ", options.Paths)}: expected photos, received a folder without any. Name photos or a folder that holds some.");
        }

        using Classifier classifier = Load(options);
        using PredictionFile? csv = options.Csv is { } path ? PredictionFile.Create(path) : null;
        PredictionFormat format = new(options.Json, files, classifier.Classes);
        int failed = context.Output.WithProgress(display => Predict(context, display, classifier, files, format, csv));
        csv?.Commit();
        return failed < files.Length
            ? Application.Done
            : throw new CommandException(
                $"expected at least one photo that can be read, received {files.Length} that cannot. The reasons are in the output.");
    }

    private static Classifier Load(PredictOptions options)
    {
        Sequential model = Sequential.Load(ModelLocator.Find(options.Model));
        if (options.Threshold is { } threshold)
        {
            if (model.Metadata.Classes.Count > 2)
            {
                throw new CommandException(
                    $"{options.Model}: expected a model of two classes for --threshold, received one of {model.Metadata.Classes.Count}. Leave out --threshold.");
            }

            model.Metadata = model.Metadata with { Threshold = threshold };
        }

        return new Classifier(model, new SimdEngine(options.Threads))
        {
            DecodeThreads = options.Threads ?? Environment.ProcessorCount,
        };
    }

    private static int Predict(
        VerbContext context,
        ProgressDisplay display,
        Classifier classifier,
        string[] files,
        PredictionFormat format,
        PredictionFile? csv)
    {
        ProgressTask task = display.Add("Predicting", files.Length);
        int done = 0;
        int failed = 0;
        foreach (PredictedImage prediction in classifier.PredictAll(files, context.Cancellation))
        {
            display.WriteLine(format.Line(prediction));
            csv?.Add(prediction);
            failed += prediction.Error is null ? 0 : 1;
            task.Report(++done);
        }

        return failed;
    }
}
