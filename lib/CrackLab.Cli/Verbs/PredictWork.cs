using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Prediction;

namespace CrackLab.Cli.Verbs;

/// <summary>The work of predict: photos come in, lines and rows go out, a bar tells how far it is.</summary>
internal sealed class PredictWork(
    VerbContext context, Classifier classifier, NamedPhotos photos, PredictionFormat format, PredictionFile? csv)
{
    private int _passed;

    /// <summary>Photos that were looked at.</summary>
    public int Done { get; private set; }

    /// <summary>Photos among them that cannot be read.</summary>
    public int Failed { get; private set; }

    /// <summary>Photos that were passed over, as they have a row already.</summary>
    public int Passed => Volatile.Read(ref _passed);

    /// <summary>Does it.</summary>
    /// <param name="display">Where lines and the bar go.</param>
    /// <returns>Photos that were looked at.</returns>
    public int Run(ProgressDisplay display)
    {
        ProgressTask task = display.AddUncounted("Predicting");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        Task<int>? count = context.Output.ShowsProgress && !photos.ReadsInput ? Task.Run(() => photos.Count(stop.Token), stop.Token) : null;
        foreach (IReadOnlyList<PredictedImage> images in classifier.PredictBatches(New(), context.Cancellation))
        {
            foreach (PredictedImage image in images)
            {
                csv?.Add(image);
                Failed += image.Error is null ? 0 : 1;
            }

            // A line that somebody has seen is in the file too.
            csv?.Flush();
            display.WriteLines(format.Lines(images));
            Done += images.Count;
            if (count is { IsCompletedSuccessfully: true })
            {
                task.Expect(count.Result);
            }

            task.Report(Done + Passed, (Done + Passed).ToString("#,0", CultureInfo.InvariantCulture));
        }

        stop.Cancel();
        return Done;
    }

    private IEnumerable<PhotoSource> New()
    {
        foreach (PhotoSource photo in photos.All())
        {
            // Whose bytes came by standard input has no name of its own.
            if (csv is null || photo.Content is not null || ReferenceEquals(photo, PhotoSource.Pause) || csv.Take(photo.Path))
            {
                yield return photo;
            }
            else
            {
                Interlocked.Increment(ref _passed);
            }
        }
    }
}
