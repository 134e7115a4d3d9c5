using CrackLab.Cli.Terminal;
using CrackLab.Data;

namespace CrackLab.Cli.Verbs;

/// <summary>Inspects a folder while a bar is drawn.</summary>
internal static class FolderInspection
{
    /// <summary>Inspects.</summary>
    /// <param name="context">Output and cancellation.</param>
    /// <param name="path">The folder.</param>
    /// <param name="maxPixels">Most pixels of a picture; <see langword="null"/> for the library's limit.</param>
    /// <param name="threads">Threads at work; <see langword="null"/> for one a core.</param>
    public static InspectionReport Run(VerbContext context, string path, long? maxPixels, int? threads)
    {
        ImageFolder folder = ImageFolder.Open(path);
        var usual = new InspectOptions();
        var options = new InspectOptions { MaxPixels = maxPixels ?? usual.MaxPixels, Threads = threads ?? usual.Threads };
        return context.Output.WithProgress(display =>
        {
            ProgressTask task = display.Add("Inspecting", folder.Files.Count);
            return folder.Inspect(
                options,
                new Relay<InspectProgress>(progress => task.Report(progress.Done, Words.Count(progress.Problems, "problem"))),
                context.Cancellation);
        });
    }
}
