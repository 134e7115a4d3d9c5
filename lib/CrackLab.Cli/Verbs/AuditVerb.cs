using System.CommandLine;
using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Evaluation;
using CrackLab.Experiments;

namespace CrackLab.Cli.Verbs;

/// <summary>audit: finds labels that are likely wrong.</summary>
internal static class AuditVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Finds labels that are likely wrong, by photo-safe cross-validation and confident learning.";

    private const int Listed = 20;

    public static Command Create(VerbContext context)
    {
        var data = new Argument<string>("RUN|DIR") { Description = "Run folder (its data, groups and settings), or folder of photos, one subfolder a class." };
        var output = new Option<string?>("--out") { Description = "Folder for audit.csv and audit.html; audit/ in the run, or audit-<time> if not given.", HelpName = "DIR" };
        Option<int> folds = VerbOptions.Number("--folds", "Folds of the cross-validation.", 5, 2, 100);
        Option<int?> epochs = VerbOptions.OptionalNumber("--epochs", "Epochs a fold.", 1, 100_000);
        Option<string?> groups = VerbOptions.Groups();
        Option<string?> labels = VerbOptions.Labels();
        var corrections = new Option<string?>("--corrections") { Description = "Write the likely errors to this new CSV, to be corrected and given to train --labels.", HelpName = "FILE" };
        Option<string[]> set = VerbOptions.Settings();
        Option<int?> threads = VerbOptions.Threads();
        Option<bool> json = VerbOptions.Json();
        var command = new Command("audit", Description)
        {
            data, output, folds, epochs, groups, labels, corrections, set, threads, json,
        };
        command.SetAction(result =>
        {
            List<string> changes = [.. result.GetValue(set) ?? []];
            if (result.GetValue(epochs) is { } given)
            {
                changes.Add(string.Create(CultureInfo.InvariantCulture, $"epochs={given}"));
            }

            var options = new AuditOptions
            {
                Data = result.GetRequiredValue(data),
                Output = result.GetValue(output),
                Groups = result.GetValue(groups),
                Labels = result.GetValue(labels),
                Corrections = result.GetValue(corrections),
                Folds = result.GetValue(folds),
                Changes = changes,
                Threads = result.GetValue(threads),
            };
            return Run(context, options, result.GetValue(json));
        });
        return command;
    }

    private static int Run(VerbContext context, AuditOptions options, bool json)
    {
        AuditResult result = context.Output.WithProgress(display =>
            Audit.Run(options, new FoldDisplay(display, options.Folds, json).Observer, context.Cancellation));
        if (json)
        {
            WriteJson(context.Output, result, options.Folds);
        }
        else
        {
            WriteText(context.Output, result);
        }

        return Application.Done;
    }

    private static void WriteJson(CommandOutput output, AuditResult result, int folds)
    {
        LabelAudit audit = result.Audit;
        output.WriteJson(new
        {
            csv = result.CsvFile,
            page = result.PageFile,
            corrections = result.CorrectionsFile,
            count = audit.Set.Count,
            folds,
            classes = audit.Set.Classes,
            thresholds = audit.Thresholds,
            confidentJoint = audit.Set.Classes.Select((_, given) => audit.Set.Classes.Select((_, sure) => audit.Joint[given, sure])),
            likelyErrors = audit.LikelyErrors.Select(finding => new
            {
                path = finding.Sample.Path,
                given = audit.Set.Classes[finding.Sample.Label],
                predicted = audit.Set.Classes[finding.Predicted],
                probability = finding.Probability,
                margin = finding.Margin,
                loss = finding.Loss,
            }),
        });
    }

    private static void WriteText(CommandOutput output, AuditResult result)
    {
        LabelAudit audit = result.Audit;
        LabelFinding[] errors = [.. audit.LikelyErrors];
        output.WriteLine();
        output.WriteLine($"{errors.Length} of {audit.Set.Count} labels are likely wrong{(errors.Length == 0 ? "." : ", the likeliest first:")}");
        if (errors.Length > 0)
        {
            var table = new TextTable("given", "predicted", "probability", "path");
            foreach (LabelFinding finding in errors.Take(Listed))
            {
                table.Add(
                    audit.Set.Classes[finding.Sample.Label],
                    audit.Set.Classes[finding.Predicted],
                    finding.Probability.ToString("0.0000", CultureInfo.InvariantCulture),
                    finding.Sample.Path);
            }

            foreach (string line in table.Lines())
            {
                output.WriteLine($"  {line}");
            }
        }

        if (errors.Length > Listed)
        {
            output.WriteLine($"  and {errors.Length - Listed} more");
        }

        output.WriteLine();
        output.WriteLine($"Table        {result.CsvFile}");
        output.WriteLine($"Page         {result.PageFile}");
        if (result.CorrectionsFile is { } file)
        {
            output.WriteLine($"Corrections  {file}");
        }
    }
}
