using System.CommandLine;
using CrackLab.Cli.Terminal;
using CrackLab.Experiments;
using CrackLab.Tracking;

namespace CrackLab.Cli.Verbs;

/// <summary>train: from a folder of photos to a trained, judged and saved classifier.</summary>
internal static class TrainVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Trains a classifier and judges it on photos it has never seen.";

    public static Command Create(VerbContext context)
    {
        var data = new Argument<string>("DIR") { Description = "Folder of photos, one subfolder a class." };
        var run = new Option<string?>("--out") { Description = "Folder for the run; runs/<time>-<model> if not given.", HelpName = "RUN" };
        var model = new Option<string>("--model")
        {
            Description = "cracknet, seed, or an architecture in JSON.",
            HelpName = "MODEL",
            DefaultValueFactory = _ => ModelChoice.CrackNet,
        };
        Option<int?> epochs = VerbOptions.OptionalNumber("--epochs", "Epochs.", 1, 100_000);
        Option<int?> batch = VerbOptions.OptionalNumber("--batch", "Images in a batch.", 1, 65_536);
        Option<int?> size = VerbOptions.OptionalNumber("--size", "Side of the pictures that the model sees, in pixels.", 16, 4096);
        Option<int?> seed = VerbOptions.OptionalNumber("--seed", "Seed of all randomness.", 0, int.MaxValue);
        Option<int?> limit = VerbOptions.OptionalNumber("--limit", "Use only so many images, classes in proportion.", 2, int.MaxValue);
        Option<string?> groups = VerbOptions.Groups();
        Option<string?> labels = VerbOptions.Labels();
        var split = new Option<string?>("--split")
        {
            Description = "CSV of path, label, subset and group, such as a run's split.csv: what to train on, validate and test.",
            HelpName = "FILE",
        };
        var positive = new Option<string?>("--positive") { Description = "Class to call positive.", HelpName = "NAME" };
        Option<string?> aim = VerbOptions.Aim("What the threshold is chosen for on the validation part [default: cautious]:");
        Option<int?> folds = VerbOptions.OptionalNumber("--folds", "Cross-validate: a run for each of so many folds, photographs kept whole.", 2, 100);
        Option<string[]> set = VerbOptions.Settings();
        var resume = new Option<bool>("--resume") { Description = "Go on with the run in --out." };
        Option<int?> threads = VerbOptions.Threads();
        Option<bool> json = VerbOptions.Json();
        var engine = new EngineSelection();
        var command = new Command("train", Description)
        {
            data, run, model, epochs, batch, size, seed, limit, groups, labels, split, positive, aim, folds, set, resume, threads, json,
        };
        engine.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(resume) && result.GetValue(run) is null)
            {
                result.AddError("--resume: expected --out RUN as well, received no folder. Name the run to go on with.");
            }

            if (result.GetValue(split) is not null)
            {
                Option? other = new Option[] { groups, labels, limit, folds }.FirstOrDefault(option => result.GetResult(option) is { Implicit: false });
                if (other is not null)
                {
                    result.AddError($"--split: expected no {other.Name} beside it, received both. Leave one out.");
                }
            }
        });
        command.SetAction(result =>
        {
            List<string> changes = [.. result.GetValue(set) ?? []];
            AddSetting(changes, "epochs", result.GetValue(epochs));
            AddSetting(changes, "batchSize", result.GetValue(batch));
            AddSetting(changes, "size", result.GetValue(size));
            AddSetting(changes, "seed", result.GetValue(seed));
            AddSetting(changes, "limit", result.GetValue(limit));
            if (result.GetValue(aim) is { } chosen)
            {
                changes.Add($"aim={chosen}");
            }

            var options = new ExperimentOptions
            {
                Data = result.GetRequiredValue(data),
                Run = result.GetValue(run),
                Groups = result.GetValue(groups),
                Labels = result.GetValue(labels),
                Split = result.GetValue(split),
                Positive = result.GetValue(positive),
                Threads = result.GetValue(threads),
                Engine = engine.Build(result, result.GetValue(threads)),
                Command = CommandText.Of(result),
            };
            if (result.GetValue(resume) && result.GetResult(model) is { Implicit: false })
            {
                changes.Add($"model={result.GetValue(model)}");
            }

            HyperParameters settings = changes.Aggregate(HyperParameters.For(result.GetRequiredValue(model)), HyperParametersJson.With);
            List<string>? resumed = result.GetValue(resume) ? changes : null;
            string again = engine.Words(result);
            return result.GetValue(folds) is { } count
                ? FoldsText.Run(context, options, settings, count, resumed, again, result.GetValue(json))
                : Run(context, options, settings, resumed, again, result.GetValue(json));
        });
        return command;
    }

    private static int Run(VerbContext context, ExperimentOptions options, HyperParameters settings, List<string>? resumed, string again, bool json)
    {
        ExperimentResult result = context.Output.WithProgress(display =>
        {
            var training = new TrainingDisplay(display, json);
            return resumed is not null
                ? Experiment.Resume(options, settings, resumed, training.Observer, context.Cancellation)
                : Experiment.Run(options, settings, training.Observer, context.Cancellation);
        });
        Tell(context.Output, result, json);
        if (result.Training.IsInterrupted)
        {
            throw new CommandException(
                $"interrupted after {result.Training.History.Count} whole epochs; everything so far is saved. Go on with: cracklab train {CommandText.Quote(options.Data)} --out {CommandText.Quote(result.Folder.Path)}{again} --resume");
        }

        return Application.Done;
    }

    private static void Tell(CommandOutput output, ExperimentResult result, bool json)
    {
        RunFolder folder = result.Folder;
        if (json)
        {
            output.WriteJson(new
            {
                run = folder.Path,
                epochs = result.Training.History.Count,
                bestEpoch = result.Training.BestEpoch,
                interrupted = result.Training.IsInterrupted,
                stopReason = result.Training.StopReason,
                metrics = result.Evaluation,
            });
            return;
        }

        if (result.Training.StopReason is { } reason)
        {
            output.WriteLine($"Stopped early: {reason}.");
        }

        if (result.Evaluation is { } evaluation)
        {
            output.WriteLine();
            output.WriteLine($"Test part, epoch {result.Training.BestEpoch}'s model:");
            foreach (string line in EvaluationText.Lines(evaluation))
            {
                output.WriteLine(line);
            }

            output.WriteLine();
            output.WriteLine($"Model   {folder.ModelFile}");
            output.WriteLine($"Report  {folder.ReportFile}");
        }
    }

    private static void AddSetting(List<string> changes, string name, int? value)
    {
        if (value is { } given)
        {
            changes.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}={given}"));
        }
    }
}
