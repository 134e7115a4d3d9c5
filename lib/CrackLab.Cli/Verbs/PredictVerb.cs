using System.CommandLine;
using CrackLab.Engine;
using CrackLab.Prediction;

namespace CrackLab.Cli.Verbs;

/// <summary>predict: looks at photos with a trained model.</summary>
internal static class PredictVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Looks at photos with a trained model: label and probability of each.";

    private const int LongestCommand = 400;

    public static Command Create(VerbContext context)
    {
        var photos = new ModelAndPhotos();
        var csv = new Option<string?>("--csv") { Description = "Write the predictions to this file too.", HelpName = "FILE" };
        var append = new Option<bool>("--append") { Description = "Let that file grow, and pass over photos that have a row in it: goes on after a stop." };
        Option<double?> threshold = VerbOptions.OptionalNumber(
            "--threshold", "Probability from which a photo is called positive; the model's own if not given.", 0.0, 1.0);
        Option<int?> threads = VerbOptions.Threads();
        Option<bool> json = VerbOptions.Json("Write one JSON object a line.");
        var command = new Command("predict", Description);
        photos.AddTo(command);
        foreach (Option option in new Option[] { csv, append, threshold, threads, json })
        {
            command.Add(option);
        }

        var engine = new EngineSelection();
        engine.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(append) && result.GetValue(csv) is null)
            {
                result.AddError("--append: expected --csv FILE beside it, received none. Name the file that shall grow.");
            }
        });
        command.SetAction(result => Run(
            context,
            new NamedPhotos(context, photos.Photos(result)),
            new PredictOptions(
                photos.Model(result, context),
                result.GetValue(csv),
                result.GetValue(append),
                result.GetValue(threshold),
                result.GetValue(threads),
                engine.Build(result, result.GetValue(threads)),
                result.GetValue(json),
                CommandText.Of(result))));
        return command;
    }

    private static int Run(VerbContext context, NamedPhotos photos, PredictOptions options)
    {
        using Classifier classifier = Load(options);
        using PredictionFile? csv = Open(options, classifier);
        var work = new PredictWork(context, classifier, photos, new PredictionFormat(options.Json, classifier.Classes), csv);
        try
        {
            context.Output.WithProgress(work.Run);
        }
        catch (OperationCanceledException) when (options.Append && context.Cancellation.IsCancellationRequested)
        {
            csv!.Commit();
            string again = photos.ReadsInput || options.Command.Length > LongestCommand ? "the same command" : options.Command;
            throw new CommandException($"stopped before the end, as asked; {options.Csv} has the rows so far. Go on with: {again}");
        }

        csv?.Commit();
        if (work.Done == 0 && photos.ReadsInput)
        {
            throw new CommandException("standard input: expected paths of photos or a picture, received nothing. Write a path a line.");
        }

        return work.Failed < work.Done || work.Passed > 0
            ? Application.Done
            : throw new CommandException(
                $"expected at least one photo that can be read, received {work.Done} that cannot. The reasons are in the output.");
    }

    private static Classifier Load(PredictOptions options)
    {
        Sequential model = Sequential.Load(options.Model);
        if (options.Threshold is { } threshold)
        {
            if (model.Metadata.Classes.Count > 2)
            {
                throw new CommandException(
                    $"{options.Model}: expected a model of two classes for --threshold, received one of {model.Metadata.Classes.Count}. Leave out --threshold.");
            }

            model.Metadata = model.Metadata with { Threshold = threshold };
        }

        return new Classifier(model, options.Engine)
        {
            DecodeThreads = options.Threads ?? Environment.ProcessorCount,
        };
    }

    private static PredictionFile? Open(PredictOptions options, Classifier classifier)
    {
        if (options.Csv is null)
        {
            return null;
        }

        string model = ModelFingerprint.Of(options.Model);
        return options.Append
            ? PredictionFile.Append(options.Csv, model, classifier.Classes.Count == 2 ? classifier.Threshold : null)
            : PredictionFile.Create(options.Csv, model);
    }
}
