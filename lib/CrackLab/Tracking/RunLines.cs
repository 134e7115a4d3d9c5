using CrackLab.Training;

namespace CrackLab.Tracking;

/// <summary>Makes lines of what a run has written.</summary>
internal static class RunLines
{
    private const string EpochTag = "epoch_";

    /// <summary>The lines of a history; those without a value are left out.</summary>
    /// <param name="history">The epochs, oldest first.</param>
    public static IReadOnlyList<RunLine> Of(IReadOnlyList<EpochResult> history)
    {
        RunLine[] lines =
        [
            Line(RunLine.Loss, RunLine.Train, epoch => epoch.Loss),
            Line(RunLine.Loss, RunLine.Validation, epoch => epoch.ValidationLoss),
            Line(RunLine.Accuracy, RunLine.Train, epoch => epoch.Accuracy),
            Line(RunLine.Accuracy, RunLine.Validation, epoch => epoch.ValidationAccuracy),
            Line(RunLine.LearningRate, RunLine.Train, epoch => epoch.LearningRate),
            Line(RunLine.Speed, RunLine.Train, epoch => epoch.ImagesPerSecond),
        ];
        return [.. lines.Where(line => line.Points.Count > 0)];

        RunLine Line(string measure, string part, Func<EpochResult, double?> value) => new(
            measure,
            part,
            [.. history.Where(epoch => value(epoch) is not null).Select(epoch => new RunPoint(epoch.Epoch, value(epoch)!.Value))]);
    }

    /// <summary>The lines of the event files in a folder and below it.</summary>
    /// <param name="folder">A folder with at least one event file.</param>
    /// <exception cref="InvalidDataException">A file is no event file.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static IReadOnlyList<RunLine> OfEvents(string folder) =>
        [.. RunCurves.Read(folder).All.Select(curve => new RunLine(Measure(curve.Tag), curve.Run, Points(curve)))];

    private static string Measure(string tag) => tag.StartsWith(EpochTag, StringComparison.Ordinal)
        ? tag[EpochTag.Length..].Replace('_', ' ')
        : tag;

    /// <summary>Keras counts epochs from 0, people from 1.</summary>
    private static RunPoint[] Points(RunCurve curve)
    {
        int first = curve.Tag.StartsWith(EpochTag, StringComparison.Ordinal) ? 1 : 0;
        return [.. curve.Points.Select(point => new RunPoint(point.Step + first, point.Value))];
    }
}
