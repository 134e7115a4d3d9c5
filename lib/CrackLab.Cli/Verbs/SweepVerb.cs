using System.CommandLine;
using CrackLab.Cli.Schedulers;
using CrackLab.Cli.Terminal;
using CrackLab.Sweeps;

namespace CrackLab.Cli.Verbs;

/// <summary>sweep: tries many settings and finds the best, on one machine or on those of a scheduler.</summary>
internal static class SweepVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Tries many settings: grid, random or successive halving, resumable, on one machine or many.";

    private const int MostTrials = 1000;
    private const int Listed = 10;

    public static Command Create(VerbContext context)
    {
        var spec = new Argument<string>("SPEC") { Description = "What to try, on which data, in JSON; docs/slurm.md and the README show one." };
        var output = new Option<string>("--out") { Description = "Folder for the sweep; one that all nodes share, for a scheduler.", HelpName = "DIR", Required = true };
        Option<int?> trials = VerbOptions.OptionalNumber("--trials", "Random trials, instead of the specification's number; may grow.", 1, MostTrials);
        var resume = new Option<bool>("--resume") { Description = "Go on with the sweep in --out, or help a process that is at it." };
        Option<int?> threads = VerbOptions.Threads();
        Option<int> parallel = VerbOptions.Number("--parallel", "Trials at a time; they share the threads.", 1, 1, 1024);
        var scheduler = new Option<SchedulerKind?>("--scheduler")
        {
            Description = "Train on the machines of a scheduler: slurm.",
            HelpName = "NAME",
            CustomParser = parsed =>
            {
                if (parsed.Tokens[0].Value != "slurm")
                {
                    parsed.AddError($"--scheduler: expected slurm, received '{parsed.Tokens[0].Value}'.");
                }

                return SchedulerKind.Slurm;
            },
        };
        Option<int> jobs = VerbOptions.Number("--jobs", "Tasks of the scheduler's array job.", 4, 1, MostTrials);
        var sbatch = new Option<string[]>("--sbatch") { Description = "An option for sbatch, such as --sbatch=--partition=long.", HelpName = "OPTION" };
        Option<bool> json = VerbOptions.Json();
        var command = new Command("sweep", Description)
        {
            spec, output, trials, resume, threads, parallel, scheduler, jobs, sbatch, json,
        };
        command.SetAction((result, cancellationToken) =>
        {
            SweepSpec read = SweepSpecFile.Read(result.GetRequiredValue(spec), result.GetValue(trials));
            var options = new SweepOptions
            {
                Spec = read,
                Folder = result.GetRequiredValue(output),
                Resume = result.GetValue(resume),
                Parallel = result.GetValue(parallel),
                Threads = result.GetValue(threads),
                Command = CommandText.Of(result),
            };
            string[] again = Again(result.GetRequiredValue(spec), options.Folder, result.GetValue(trials));
            return result.GetValue(scheduler) is null
                ? Task.FromResult(Run(context, options, again, result.GetValue(json)))
                : Submit(context, options, again, result.GetValue(jobs), result.GetValue(sbatch) ?? [], result.GetValue(json));
        });
        return command;
    }

    private static int Run(VerbContext context, SweepOptions options, string[] again, bool json)
    {
        SearchResult result = context.Output.WithProgress(display =>
            Sweep.Run(options, new SweepDisplay(display, options.Parallel, json).Observer, context.Cancellation));
        if (json)
        {
            WriteJson(context.Output, result);
        }
        else
        {
            WriteText(context.Output, result);
        }

        return result.IsFinished
            ? Application.Done
            : throw new CommandException(
                $"interrupted after {Words.Count(result.Epochs, "whole epoch")}; everything so far is saved. Go on with: cracklab {string.Join(' ', again.Select(CommandText.Quote))}");
    }

    private static async Task<int> Submit(
        VerbContext context, SweepOptions options, string[] again, int jobs, string[] sbatch, bool json)
    {
        SearchResult result = context.Output.WithProgress(display =>
            Sweep.Prepare(options, new SweepDisplay(display, 1, json).Observer, context.Cancellation));
        string[] words = [Environment.ProcessPath!, .. Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? new[] { Environment.GetCommandLineArgs()[0] } : [], .. again];
        (string job, string script) = await SlurmArray.Submit(result.Folder!, words, jobs, sbatch, context.Cancellation);
        if (json)
        {
            context.Output.WriteJson(new { sweep = result.Folder, job, tasks = jobs, script });
        }
        else
        {
            context.Output.WriteLine($"Submitted job {job}: {Words.Count(jobs, "task")} for {Words.Count(result.Trials.Count, "trial")}.");
            context.Output.WriteLine($"Page    {result.Page}");
            context.Output.WriteLine($"Script  {script}");
        }

        return Application.Done;
    }

    private static string[] Again(string spec, string folder, int? trials) =>
    [
        "sweep", Path.GetFullPath(spec), "--out", Path.GetFullPath(folder), "--resume",
        .. trials is { } given ? new[] { "--trials", given.ToString(System.Globalization.CultureInfo.InvariantCulture) } : [],
    ];

    private static void WriteJson(CommandOutput output, SearchResult result) => output.WriteJson(new
    {
        sweep = result.Folder,
        page = result.Page,
        finished = result.IsFinished,
        epochs = result.Epochs,
        best = double.IsNaN(result.Best.Score) ? null : (int?)result.Best.Number,
        importance = result.Importance.Select(item => new { name = item.Name, share = item.Share }),
        trials = result.Trials.Select(trial => new
        {
            number = trial.Number,
            state = trial.State.ToString().ToLowerInvariant(),
            settings = trial.Settings,
            score = Finite(trial.Score),
            rungs = trial.Rungs.Select(Finite),
            epochs = trial.History.Select(epoch => new
            {
                epoch = epoch.Epoch,
                loss = epoch.Loss,
                accuracy = epoch.Accuracy,
                validationLoss = epoch.ValidationLoss,
                validationAccuracy = epoch.ValidationAccuracy,
            }),
            workers = trial.Workers,
            note = trial.Note,
            run = trial.Run,
        }),
    });

    private static void WriteText(CommandOutput output, SearchResult result)
    {
        output.WriteLine();
        output.WriteLine($"{Words.Count(result.Trials.Count, "trial")}, {Words.Count(result.Epochs, "epoch")}; the best first:");
        foreach (SearchTrial trial in result.Ranked.Take(Listed))
        {
            output.WriteLine($"  {SweepDisplay.Line(trial)}");
        }

        if (result.Trials.Count > Listed)
        {
            output.WriteLine($"  and {result.Trials.Count - Listed} more");
        }

        output.WriteLine();
        output.WriteLine($"Page  {result.Page}");
        if (!double.IsNaN(result.Best.Score))
        {
            output.WriteLine($"Best  {result.Best.Run}");
            output.WriteLine($"Judge it on the test part, once: cracklab evaluate {CommandText.Quote(result.Best.Run!)}");
        }
    }

    private static double? Finite(double score) => double.IsFinite(score) ? score : null;
}
