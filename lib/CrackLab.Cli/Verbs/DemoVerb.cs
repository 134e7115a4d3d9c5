using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Data;
using CrackLab.Data.Synthetic;
using CrackLab.Experiments;
using CrackLab.Prediction;

namespace CrackLab.Cli.Verbs;

/// <summary>demo: the whole workflow on data made on the spot.</summary>
internal static class DemoVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Shows the whole workflow on synthetic concrete: make, inspect, clean, train, judge, predict.";

    private const int UsualPictures = 3000;
    private const int UsualEpochs = 16;

    public static Command Create(VerbContext context)
    {
        var target = new Option<string?>("--out") { Description = "New or empty folder; cracklab-demo if not given.", HelpName = "DIR" };
        Option<int?> threads = VerbOptions.Threads();
        var command = new Command("demo", Description) { target, threads };
        command.SetAction(result => Run(context, result.GetValue(target) ?? NewFolder(), result.GetValue(threads), UsualPictures, UsualEpochs));
        return command;
    }

    internal static int Run(VerbContext context, string folder, int? threads, int pictures, int epochs)
    {
        CommandOutput output = context.Output;
        var clock = Stopwatch.StartNew();
        string data = Path.Combine(folder, "data");
        string quarantine = Path.Combine(folder, "quarantine");

        output.WriteLine($"1. Make {pictures} pictures of synthetic concrete, some files broken on purpose: {data}");
        SyntheticManifest manifest = output.WithProgress(display =>
        {
            ProgressTask task = display.Add("Rendering", pictures);
            return SyntheticConcrete.WriteFolder(
                data, new SyntheticFolderOptions { Count = pictures }, new Relay<int>(done => task.Report(done)), context.Cancellation);
        });

        output.WriteLine("2. Inspect every file, and move the broken ones aside:");
        InspectionReport report = output.WithProgress(display =>
        {
            ProgressTask task = display.Add("Inspecting", manifest.Count + manifest.Broken.Count + manifest.Copies.Count);
            return ImageFolder.Open(data).Inspect(options: null, new Relay<InspectProgress>(p => task.Report(p.Done)), context.Cancellation);
        });
        foreach (FileFinding problem in report.Problems)
        {
            output.WriteLine($"   {problem.Status,-15} {problem.Path}: {problem.Reason}");
        }

        QuarantineResult moved = report.Quarantine(quarantine);
        output.WriteLine($"   {moved.Moved} files moved to {quarantine} (a picture with the wrong extension is still a picture, and stays); undo with: cracklab clean {CommandText.Quote(data)} --to {CommandText.Quote(quarantine)} --undo");

        output.WriteLine("3. Train CrackNet, choose the best epoch on the validation part, judge it on the test part:");
        HyperParameters settings = HyperParameters.For(ModelChoice.CrackNet) with { Epochs = epochs, BatchSize = 32 };
        ExperimentResult result = output.WithProgress(display => Experiment.Run(
            new ExperimentOptions { Data = data, Run = Path.Combine(folder, "run"), Threads = threads, Command = $"cracklab demo --out {CommandText.Quote(folder)}" },
            settings,
            new TrainingDisplay(display, quiet: false).Observer,
            context.Cancellation));
        if (result.Training.IsInterrupted)
        {
            throw new CommandException($"interrupted; go on with: cracklab train {CommandText.Quote(data)} --out {CommandText.Quote(result.Folder.Path)} --resume");
        }

        foreach (string line in EvaluationText.Lines(result.Evaluation!))
        {
            output.WriteLine($"   {line}");
        }

        output.WriteLine("4. Predict photos with the saved model:");
        Predict(output, result);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Done in {clock.Elapsed.TotalSeconds:0} s. Open {result.Folder.ReportFile}"));
        return Application.Done;
    }

    private static void Predict(CommandOutput output, ExperimentResult result)
    {
        using Classifier classifier = Classifier.Load(result.Folder.ModelFile);
        ImageSet test = result.Split.Test;
        int[] chosen = [.. Enumerable.Range(0, test.Classes.Count).SelectMany(label =>
            Enumerable.Range(0, test.Count).Where(i => test.Samples[i].Label == label).Take(2))];
        foreach (PredictedImage image in classifier.PredictAll(chosen.Select(i => test.FullPath(test.Samples[i]))))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {image.Path}  {image.Label}  {image.Probability:0.0000}"));
        }
    }

    /// <summary>The first of cracklab-demo, cracklab-demo-2, … that is not there yet.</summary>
    private static string NewFolder() => Enumerable.Range(1, int.MaxValue)
        .Select(number => number == 1 ? "cracklab-demo" : $"cracklab-demo-{number}")
        .First(name => !Path.Exists(name));
}
