using CrackLab.Tracking.Events;

namespace CrackLab.Tracking;

/// <summary>The curves of several runs, read from TensorBoard event files, TensorFlow's own among them.</summary>
public sealed class RunCurves
{
    private RunCurves(IReadOnlyList<RunCurve> all) => All = all;

    /// <summary>Every curve, by run and tag.</summary>
    public IReadOnlyList<RunCurve> All { get; }

    /// <summary>Names of the curves that there are, each once.</summary>
    public IReadOnlyList<string> Tags => [.. All.Select(curve => curve.Tag).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The curves of a tag, one a run.</summary>
    /// <param name="tag">For example "epoch_accuracy".</param>
    /// <exception cref="ArgumentException">No run has such a curve.</exception>
    public IReadOnlyList<RunCurve> this[string tag]
    {
        get
        {
            RunCurve[] curves = [.. All.Where(curve => string.Equals(curve.Tag, tag, StringComparison.Ordinal))];
            return curves.Length > 0 ? curves : throw new ArgumentException(
                $"Run curves: expected one of the tags {string.Join(", ", Tags)}, received '{tag}'. Choose one of these.", nameof(tag));
        }
    }

    /// <summary>Reads folders, with all folders below them, and event files.</summary>
    /// <param name="paths">At least one; a run is a folder that holds event files, and is named by its path below the one given.</param>
    /// <exception cref="InvalidDataException">There is no event file, or a file is none.</exception>
    public static RunCurves Read(params IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        (string Run, string File)[] files = [.. paths.SelectMany(path => EventFiles.Below(path, isOneOfMany: paths.Count > 1))];
        if (files.Length == 0)
        {
            throw new InvalidDataException(
                $"Run curves: expected files named events.out.tfevents.* in {string.Join(", ", paths.Select(path => $"'{path}'"))}, received none. Give the folder of a run, or of several.");
        }

        IEnumerable<RunCurve> curves =
            from file in files
            from scalar in EventFileReader.Read(file.File).Scalars
            group scalar by (file.Run, scalar.Tag) into curve
            select new RunCurve(curve.Key.Run, curve.Key.Tag, Merge(curve));
        return new RunCurves([.. curves]);
    }

    /// <summary>Runs and tags.</summary>
    public override string ToString() => string.Join(Environment.NewLine, All.Select(curve =>
        $"{curve.Run}: {curve.Tag}, {curve.Points.Count} steps"));

    /// <summary>A resumed run writes steps again: the later one counts.</summary>
    private static ScalarEvent[] Merge(IEnumerable<ScalarEvent> scalars) =>
        [.. scalars.GroupBy(scalar => scalar.Step).Select(same => same.MaxBy(scalar => scalar.Time)!).OrderBy(scalar => scalar.Step)];
}
