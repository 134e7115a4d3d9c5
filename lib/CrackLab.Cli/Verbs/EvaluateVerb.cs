using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Data;
using CrackLab.Data.Overlaps;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Evaluation;
using CrackLab.Tracking;

namespace CrackLab.Cli.Verbs;

/// <summary>evaluate: judges a model on a run's test part or on another labelled folder.</summary>
internal static class EvaluateVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Judges a model: precision, recall, accuracy and more, with 95% intervals.";

    private const string Auto = "auto";

    public static Command Create(VerbContext context)
    {
        var usual = new SiteOptions();
        var target = new Argument<string>("RUN|MODEL") { Description = "Run folder (its best model) or model file." };
        var data = new Option<string?>("--data") { Description = "Labelled folder to judge on; the run's test part if not given.", HelpName = "DIR" };
        var map = new Option<string[]>("--map") { Description = "With --data: a class of that folder, and the model's class that it is; for each that differs.", HelpName = "OTHER=NAME" };
        Option<double> precision = VerbOptions.Number("--precision", "With --data: the precision at which the recall is told.", usual.Precision, 0.001, 1.0);
        Option<int?> calibrate = VerbOptions.OptionalNumber("--calibrate", "With --data: fit the threshold on so many of its images, judge on the others.", 2, int.MaxValue);
        Option<int> seed = VerbOptions.Number("--seed", "With --calibrate: what chooses those images.", usual.Seed, 0, int.MaxValue);
        Option<string?> groups = VerbOptions.Groups();
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
        map.Validators.Add(CheckMap);
        Option<string?> aim = VerbOptions.Aim("Choose the threshold anew on the run's validation part:");
        var against = new Option<string?>("--against") { Description = "Compare with this model on the same photos, by McNemar's test.", HelpName = "RUN|MODEL" };
        Option<int?> threads = VerbOptions.Threads();
        Option<bool> json = VerbOptions.Json();
        var engine = new EngineSelection();
        var command = new Command("evaluate", Description)
        {
            target, data, map, precision, calibrate, seed, groups, threshold, aim, against, threads, json,
        };
        engine.AddTo(command);
        command.Validators.Add(result =>
        {
            foreach (Option option in new Option[] { map, precision, calibrate, groups })
            {
                if (result.GetValue(data) is null && result.GetResult(option) is { Implicit: false })
                {
                    result.AddError($"{option.Name}: expected --data DIR as well, received none. Name a labelled folder to judge on.");
                }
            }

            if (result.GetValue(calibrate) is not null && result.GetResult(threshold) is { Implicit: false })
            {
                result.AddError("--calibrate: expected no --threshold beside it, received one. Leave out one of the two.");
            }

            if (result.GetValue(aim) is not null && (result.GetValue(calibrate) is not null || result.GetResult(threshold) is { Implicit: false }))
            {
                result.AddError("--aim: expected no --threshold and no --calibrate beside it, received one. Leave out one of the two.");
            }

            if (result.GetValue(against) is not null && result.GetValue(calibrate) is not null)
            {
                result.AddError("--against: expected no --calibrate beside it, received one. Compare without it.");
            }
        });
        command.SetAction(result =>
        {
            TryReadThreshold(result.GetRequiredValue(threshold), out double? chosen);
            var site = new SiteOptions
            {
                Precision = result.GetValue(precision),
                Calibrate = result.GetValue(calibrate) ?? 0,
                Seed = result.GetValue(seed),
                Threshold = chosen,
            };
            return Run(context, new EvaluateOptions(
                result.GetRequiredValue(target),
                result.GetValue(data),
                (result.GetValue(map) ?? []).Select(Pair).ToDictionary(StringComparer.Ordinal),
                result.GetValue(groups),
                site,
                result.GetValue(aim) is { } text ? DecisionAim.Parse(text) : null,
                result.GetValue(against),
                result.GetValue(threads),
                engine.Build(result, result.GetValue(threads)),
                result.GetValue(json)));
        });
        return command;
    }

    /// <summary>Reads a threshold; the model's own is <see langword="null"/>.</summary>
    private static bool TryReadThreshold(string text, out double? threshold)
    {
        threshold = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
        return text == Auto || threshold is >= 0 and <= 1;
    }

    private static void CheckMap(OptionResult result)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string text in result.Tokens.Select(token => token.Value))
        {
            (string other, string name) = Pair(text);
            if (other.Length == 0 || name.Length == 0)
            {
                result.AddError($"--map: expected OTHER=NAME, a class of the folder and the model's class that it is, received '{text}'.");
            }
            else if (!seen.Add(other))
            {
                result.AddError($"--map: expected each class of the folder once, received '{other}' again.");
            }
        }
    }

    private static (string Other, string Name) Pair(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        return sign < 0 ? (text, "") : (text[..sign], text[(sign + 1)..]);
    }

    private static int Run(VerbContext context, EvaluateOptions options)
    {
        Sequential model = Sequential.Load(ModelLocator.Find(options.Target));
        if (model.Metadata.Classes.Count > 2 && (options.Aim is not null || options.Site.Threshold is not null))
        {
            throw new CommandException(
                $"{options.Target}: expected a model of two classes for --aim or --threshold, received one of {model.Metadata.Classes.Count}. Leave the option out: of more than two classes the most probable one is taken.");
        }

        IEngine engine = options.Engine;
        if (options.Aim is { } aim)
        {
            ThresholdChoice choice = SetEvaluator.Evaluate(model, ValidationPart(options.Target, context.Cancellation), threshold: null, engine, context.Cancellation).Choose(aim);
            model.Metadata = model.Metadata with
            {
                Threshold = choice.Threshold ?? throw new CommandException($"{options.Target}: --aim {aim}: {choice.Reason}"),
                Aim = aim.ToString(),
            };
        }

        ImageSet judged = options.Data is { } data
            ? context.Output.WithProgress(display => Labelled(display, data, options, model, context.Cancellation))
            : Part(options.Target, split => split.Test, "test", "Name a labelled folder with --data.", context.Cancellation);
        if (options.Data is not null && options.Against is null)
        {
            SiteResult site = SiteEvaluator.Evaluate(model, judged, options.Site, engine, context.Cancellation);
            Write(context.Output, options.Json ? [site.ToJson()] : EvaluationText.Lines(site), options.Json);
            return Application.Done;
        }

        ScoredSet scored = SetEvaluator.Evaluate(model, judged, options.Site.Threshold, engine, context.Cancellation);
        Write(context.Output, options.Against is { } other
            ? ComparisonText.Lines(options, scored, Compared(other, judged, options, engine, context.Cancellation), context.Cancellation)
            : options.Json ? [scored.Result.ToJson()] : EvaluationText.Lines(scored.Result), options.Json);
        return Application.Done;
    }

    private static ScoredSet Compared(string other, ImageSet judged, EvaluateOptions options, IEngine engine, CancellationToken cancellation) =>
        SetEvaluator.Evaluate(Sequential.Load(ModelLocator.Find(other)), judged, options.Site.Threshold, engine, cancellation);

    private static ImageSet ValidationPart(string target, CancellationToken cancellation) =>
        Part(target, split => split.Validation, "validation", "Give --threshold instead of --aim.", cancellation);

    private static void Write(CommandOutput output, IEnumerable<string> lines, bool json)
    {
        foreach (string line in lines)
        {
            if (json)
            {
                output.WriteText(line);
            }
            else
            {
                output.WriteLine(line);
            }
        }
    }

    private static ImageSet Part(string target, Func<DataSplit, ImageSet> choose, string name, string mend, CancellationToken cancellation)
    {
        if (!Directory.Exists(target))
        {
            throw new CommandException(name == "test"
                ? $"{target}: expected --data DIR with a model file, received none. Name a labelled folder to judge on."
                : $"{target}: expected the folder of a run, which has a validation part, received a model file. {mend}");
        }

        RunFolder folder = RunFolder.Open(target);
        RunRecord record = RunRecord.Read(folder.RecordFile);
        ImageSet part = choose(DataSplit.ReadCsv(folder.SplitFile, record.Dataset.Path, record.Dataset.Classes));
        part.RequireUnchanged(cancellationToken: cancellation);
        return part.Count > 0 ? part : throw new CommandException($"{target}: expected a run with a {name} part, received one without. {mend}");
    }

    private static ImageSet Labelled(ProgressDisplay display, string data, EvaluateOptions options, Sequential model, CancellationToken cancellation)
    {
        ProgressTask task = display.Add("Inspecting", 1);
        GroupTable? groups = options.Groups is { } file ? GroupTable.Read(file) : null;
        ImageFolder folder = ImageFolder.Open(data);
        task.Restart("Inspecting", folder.Files.Count);
        ImageSet healthy = folder.Inspect(new InspectOptions { Threads = options.Threads ?? 0 }, new Relay<InspectProgress>(p => task.Report(p.Done)), cancellation).Healthy
            .MapClasses(model.Metadata.Classes, options.Map);
        if (groups is null && options.Site.Calibrate > 0)
        {
            task.Restart("Searching overlaps", healthy.Count);
            groups = healthy.FindOverlaps(new Relay<OverlapProgress>(p => task.Report(p.Done)), options.Threads, cancellation).Table;
        }

        return groups is null ? healthy : healthy.WithGroups(groups);
    }
}
