using System.CommandLine;
using CrackLab.Data;
using CrackLab.Data.Overlaps;

namespace CrackLab.Cli.Verbs;

/// <summary>inspect: what a folder of photos holds and what is wrong with it; touches nothing.</summary>
internal static class InspectVerb
{
    /// <summary>What it does, for the list of verbs.</summary>
    public const string Description = "Decodes every photo of a folder and lists classes, formats, broken files and copies.";

    public static Command Create(VerbContext context)
    {
        Argument<string> folder = VerbOptions.Folder();
        var groups = new Option<string?>("--groups")
        {
            Description = "Find copies and overlapping crops of one photograph, and write path, photo_group and twin_group as CSV.",
            HelpName = "FILE",
        };
        Option<long?> maxPixels = VerbOptions.MaxPixels();
        Option<int?> threads = VerbOptions.Threads();
        Option<bool> json = VerbOptions.Json();
        var command = new Command("inspect", Description)
        {
            folder, groups, maxPixels, threads, json,
        };
        command.SetAction(result => Run(
            context, result.GetRequiredValue(folder), result.GetValue(groups), result.GetValue(maxPixels), result.GetValue(threads), result.GetValue(json)));
        return command;
    }

    private static int Run(VerbContext context, string path, string? groups, long? maxPixels, int? threads, bool json)
    {
        InspectionReport report = FolderInspection.Run(context, path, maxPixels, threads);
        OverlapReport? overlaps = null;
        if (groups is not null)
        {
            overlaps = FolderOverlaps.Find(context, report.Healthy, threads);
            overlaps.Table.WriteCsv(groups);
        }

        if (json)
        {
            context.Output.WriteJson(InspectionJson.Of(report, overlaps));
        }
        else
        {
            InspectionText.Write(report, context.Output);
            if (overlaps is not null)
            {
                OverlapText.Write(overlaps, context.Output);
                context.Output.WriteLine($"Groups written to {groups}");
            }
        }

        return Application.Done;
    }
}
