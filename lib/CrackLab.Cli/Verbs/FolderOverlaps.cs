using CrackLab.Cli.Terminal;
using CrackLab.Data;
using CrackLab.Data.Overlaps;

namespace CrackLab.Cli.Verbs;

/// <summary>Searches a folder for copies and overlaps while a bar is drawn.</summary>
internal static class FolderOverlaps
{
    /// <summary>Searches, or reads what an earlier search found.</summary>
    public static OverlapReport Find(VerbContext context, ImageSet set) => context.Output.WithProgress(display =>
    {
        ProgressTask task = display.Add("Searching overlaps", set.Count);
        return set.FindOverlaps(new Relay<OverlapProgress>(progress => task.Report(progress.Done)), context.Cancellation);
    });
}
