using System.CommandLine;
using CrackLab.Data;

namespace CrackLab.Cli.Verbs;

/// <summary>inspect: what a folder of photos holds and what is wrong with it; touches nothing.</summary>
internal static class InspectVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> folder = VerbOptions.Folder();
        Option<long?> maxPixels = VerbOptions.MaxPixels();
        Option<int?> threads = VerbOptions.Threads();
        Option<bool> json = VerbOptions.Json();
        var command = new Command("inspect", "Decodes every photo of a folder and lists classes, formats, broken files and exact duplicates.")
        {
            folder, maxPixels, threads, json,
        };
        command.SetAction(result => Run(
            context, result.GetRequiredValue(folder), result.GetValue(maxPixels), result.GetValue(threads), result.GetValue(json)));
        return command;
    }

    private static int Run(VerbContext context, string path, long? maxPixels, int? threads, bool json)
    {
        InspectionReport report = FolderInspection.Run(context, path, maxPixels, threads);
        if (json)
        {
            context.Output.WriteJson(InspectionJson.Of(report));
        }
        else
        {
            InspectionText.Write(report, context.Output);
        }

        return Application.Done;
    }
}
