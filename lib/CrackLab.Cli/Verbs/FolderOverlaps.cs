using CrackLab.Cli.Terminal;
using CrackLab.Data;
using CrackLab.Data.Overlaps;

namespace CrackLab.Cli.Verbs;

/// <summary>Searches a folder for copies and overlaps while a bar is drawn.</summary>
internal static class FolderOverlaps
{
    /// <summary>Searches, or reads what an earlier search found.</summary>
    /// <param name="context">Output and cancellation.</param>
    /// <param name="set">The pictures.</param>
    /// <param name="threads">Threads at work; <see langword="null"/> for one a core.</param>
    public static OverlapReport Find(VerbContext context, ImageSet set, int? threads) => context.Output.WithProgress(display =>
    {
        ProgressTask task = display.Add("Searching overlaps", set.Count);
        return set.FindOverlaps(new Relay<OverlapProgress>(progress => task.Report(progress.Done)), threads, context.Cancellation);
    });
}
