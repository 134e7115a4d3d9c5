using System.CommandLine;
using CrackLab.Cli.Terminal;
using CrackLab.Data;

namespace CrackLab.Cli.Verbs;

/// <summary>clean: moves broken files out of a folder of photos, or back.</summary>
internal static class CleanVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Moves broken files of a folder of photos to another folder; --undo puts them back.";

    public static Command Create(VerbContext context)
    {
        Argument<string> folder = VerbOptions.Folder();
        var target = new Option<string>("--to")
        {
            Description = "Folder outside DIR that the files are moved to.",
            HelpName = "DIR",
            Required = true,
        };
        var undo = new Option<bool>("--undo") { Description = "Put back what was moved." };
        var misnamed = new Option<bool>("--misnamed") { Description = "Move good pictures with a wrong extension too." };
        Option<long?> maxPixels = VerbOptions.MaxPixels();
        Option<int?> threads = VerbOptions.Threads();
        Option<bool> json = VerbOptions.Json();
        var command = new Command("clean", Description)
        {
            folder, target, undo, misnamed, maxPixels, threads, json,
        };
        command.SetAction(result =>
        {
            string from = result.GetRequiredValue(folder);
            string to = result.GetRequiredValue(target);
            bool asJson = result.GetValue(json);
            return result.GetValue(undo)
                ? Restore(context, from, to, asJson)
                : Move(
                    context,
                    FolderInspection.Run(context, from, result.GetValue(maxPixels), result.GetValue(threads)),
                    (from, to),
                    result.GetValue(misnamed),
                    asJson);
        });
        return command;
    }

    private static int Move(VerbContext context, InspectionReport report, (string From, string To) paths, bool misnamed, bool json)
    {
        QuarantineResult result = report.Quarantine(paths.To, misnamed);
        ProblemJson[] moved = [.. report.Problems
            .Where(file => misnamed || file.Status != FileStatus.WrongExtension)
            .ExceptBy(result.Failures.Select(failure => failure.Path), file => file.Path, StringComparer.Ordinal)
            .Select(file => new ProblemJson(file.Path, file.Status.ToString(), file.Offset, file.Reason))];
        if (json)
        {
            context.Output.WriteJson(new { result.Folder, result.Moved, Files = moved, result.Failures });
        }
        else if (moved.Length == 0 && result.Failures.Count == 0)
        {
            context.Output.WriteLine($"{paths.From}: nothing to move, {Words.Count(report.Files.Count, "file")} and none broken.");
        }
        else
        {
            foreach (ProblemJson file in moved)
            {
                context.Output.WriteLine($"{file.Path}  {file.Status}  {file.Reason}");
            }

            context.Output.WriteLine($"{result.Moved} of {Words.Count(report.Files.Count, "file")} moved to {paths.To}.");
            context.Output.WriteLine($"To put them back: cracklab clean {CommandText.Quote(paths.From)} --to {CommandText.Quote(paths.To)} --undo");
        }

        return Finish(result.Failures, "moved");
    }

    private static int Restore(VerbContext context, string from, string to, bool json)
    {
        if (!Directory.Exists(from))
        {
            throw new DirectoryNotFoundException(
                $"{from}: expected the folder that files were moved out of, received a path that is no folder. Check the spelling.");
        }

        RestoreResult result = Quarantine.Restore(to);
        if (json)
        {
            context.Output.WriteJson(result);
        }
        else
        {
            context.Output.WriteLine($"{Words.Count(result.Restored, "file")} put back from {to}.");
        }

        const string InTheWay = "expected a free place, received another file of that name; rename one of the two";
        const string Gone = "expected the file in quarantine, received nothing; somebody took it";
        return Finish(
            [
                .. result.Refused.Select(path => new FileFailure(path, InTheWay)),
                .. result.Missing.Select(path => new FileFailure(path, Gone)),
                .. result.Failures,
            ],
            "put back");
    }

    private static int Finish(IReadOnlyList<FileFailure> failures, string done) => failures.Count == 0
        ? Application.Done
        : throw new CommandException($"{Words.Count(failures.Count, "file")} could not be {done}; the first is {failures[0].Path}: {failures[0].Reason}");
}
