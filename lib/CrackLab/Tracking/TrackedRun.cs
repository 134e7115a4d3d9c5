using System.Text.Json;
using CrackLab.Data;
using CrackLab.Training;

namespace CrackLab.Tracking;

/// <summary>A run as its folder tells of it, at one moment: finished, under way, broken off or damaged.</summary>
public sealed record TrackedRun
{
    private TrackedRun()
    {
    }

    /// <summary>Full path of the folder.</summary>
    public required string Path { get; init; }

    /// <summary>Its name: the folder's, with as much of the path as tells it from the runs beside it.</summary>
    public required string Name { get; init; }

    /// <summary>How far it has come.</summary>
    public required RunState State { get; init; }

    /// <summary>What is damaged, or why training failed, in a sentence, or <see langword="null"/>.</summary>
    public string? Problem { get; init; }

    /// <summary>Its run.json, or <see langword="null"/> where that is missing or damaged.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>Its curves.</summary>
    public required IReadOnlyList<RunLine> Lines { get; init; }

    /// <summary>Epochs done.</summary>
    public int Epochs { get; init; }

    /// <summary>Number of the best epoch, counted from 1; 0 for none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Length of all epochs, or <see langword="null"/> where it is not known.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The figures on the test part by their names in metrics.json; empty where it was not judged.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Reads a folder. Damage is no exception but a state.</summary>
    /// <param name="path">The folder of a run, or one with event files.</param>
    /// <exception cref="InvalidDataException">There is no such folder, or it is not that of a run.</exception>
    public static TrackedRun Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        string name = System.IO.Path.GetFileName(full);
        if (RunFinder.IsRun(full))
            return ReadOwn(RunFolder.At(full), name);
        return Directory.Exists(full) && RunFinder.HasEvents(full) ? ReadEvents(full, name) : throw new InvalidDataException(
            $"{path}: expected the folder of a run, received {(Directory.Exists(full) ? "one without run.json and event files" : "no folder")}. Give the folder that training wrote.");
    }

    /// <summary>Reads all runs in some folders and below them; none is an empty list.</summary>
    /// <param name="paths">Folders of runs, or folders that hold such.</param>
    /// <exception cref="InvalidDataException">There is no such folder.</exception>
    public static IReadOnlyList<TrackedRun> Find(params IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        List<TrackedRun> runs = [];
        foreach (string path in paths)
        {
            string root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
            if (!Directory.Exists(root))
                throw new InvalidDataException($"{path}: expected a run or a folder of runs, received no folder. Check the name.");
            runs.AddRange(RunFinder.Below(root).Select(folder => Read(folder) with { Name = NameBelow(root, folder) }));
        }

        TrackedRun[] distinct = [.. runs.DistinctBy(run => run.Path, StringComparer.Ordinal)];
        HashSet<string> shared = [.. distinct.GroupBy(run => run.Name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).Select(same => same.Key)];
        return [.. distinct.Select(run => shared.Contains(run.Name) ? run with { Name = ShownPath.Of(run.Path) } : run)];
    }

    /// <summary>A figure at the best epoch.</summary>
    /// <param name="measure">Such as <see cref="RunLine.Loss"/>.</param>
    /// <param name="part">Such as <see cref="RunLine.Validation"/>.</param>
    /// <returns>The figure, or <see langword="null"/> where there is none.</returns>
    public double? Best(string measure, string part)
    {
        IEnumerable<double> values =
            from line in Lines
            where line.Measure == measure && line.Part == part
            from point in line.Points
            where point.Step == BestEpoch
            select point.Value;
        return values.Select(value => (double?)value).FirstOrDefault();
    }

    /// <summary>Name, state, epochs and the best of them.</summary>
    public override string ToString() =>
        $"{Name}: {State.ToString().ToLowerInvariant()}, {Epochs} epoch{(Epochs == 1 ? "" : "s")}{(BestEpoch > 0 ? $", best {BestEpoch}" : "")}{(Problem is null ? "" : $"; {Problem}")}";

    private static string NameBelow(string root, string folder) => folder == root
        ? System.IO.Path.GetFileName(root)
        : System.IO.Path.GetRelativePath(root, folder).Replace('\\', '/');

    private static TrackedRun ReadOwn(RunFolder folder, string name)
    {
        List<string> problems = [];
        RunRecord? record = Try(problems, () => File.Exists(folder.RecordFile)
            ? RunRecord.Read(folder.RecordFile)
            : throw new InvalidDataException("there is no run.json."));
        IReadOnlyList<EpochResult> history = Try(problems, () => File.Exists(folder.HistoryFile) ? History.ReadCsv(folder.HistoryFile) : []) ?? [];
        IReadOnlyDictionary<string, double>? metrics = Try(problems, () => ReadMetrics(folder.MetricsFile));
        var monitor = record?.Settings["monitor"]?.ToString() == "validationAccuracy"
            ? MonitoredMetric.ValidationAccuracy
            : MonitoredMetric.ValidationLoss;
        return new TrackedRun
        {
            Path = folder.Path,
            Name = name,
            State = problems.Count > 0 ? RunState.Damaged : StateOf(record!.Status),
            Problem = problems.Count > 0 ? string.Join(' ', problems) : record!.Failure,
            Record = record,
            Lines = RunLines.Of(history),
            Epochs = history.Count,
            BestEpoch = monitor.BestEpoch(history),
            Time = Length(history),
            Metrics = metrics ?? Nothing,
        };
    }

    private static TrackedRun ReadEvents(string folder, string name)
    {
        List<string> problems = [];
        IReadOnlyList<RunLine> lines = Try(problems, () => RunLines.OfEvents(folder)) ?? [];
        RunLine? judge = lines.FirstOrDefault(line => line is { Measure: RunLine.Loss, Part: RunLine.Validation })
            ?? lines.FirstOrDefault(line => line.Measure == RunLine.Loss);
        RunPoint[] finite = [.. judge?.Points.Where(point => double.IsFinite(point.Value)) ?? []];
        return new TrackedRun
        {
            Path = folder,
            Name = name,
            State = problems.Count > 0 ? RunState.Damaged : RunState.Events,
            Problem = problems.Count > 0 ? string.Join(' ', problems) : null,
            Lines = lines,
            Epochs = judge?.Points.Count ?? 0,
            BestEpoch = finite.Length > 0 ? (int)finite.MinBy(point => point.Value).Step : 0,
            Metrics = Nothing,
        };
    }

    private static readonly Dictionary<string, double> Nothing = [];

    private static Dictionary<string, double> ReadMetrics(string path)
    {
        if (!File.Exists(path))
            return Nothing;
        using JsonDocument json = JsonText.Parse(File.ReadAllText(path));
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException($"{path}: expected an object, received {json.RootElement.ValueKind}.");
        return json.RootElement.EnumerateObject()
            .Where(property => property.Value.ValueKind == JsonValueKind.Number && property.Name.Length > 0)
            .ToDictionary(property => property.Name, property => property.Value.GetDouble(), StringComparer.Ordinal);
    }

    /// <summary>The length of all epochs; none that could be true is not known.</summary>
    private static TimeSpan? Length(IReadOnlyList<EpochResult> history)
    {
        double seconds = history.Sum(epoch => double.IsFinite(epoch.Seconds) ? epoch.Seconds : 0);
        return seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static RunState StateOf(RunStatus status) => status switch
    {
        RunStatus.Finished => RunState.Finished,
        RunStatus.Interrupted => RunState.Interrupted,
        RunStatus.Failed => RunState.Failed,
        _ => RunState.Unfinished,
    };

    private static T? Try<T>(List<string> problems, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or JsonException)
        {
            problems.Add(e.Message);
            return null;
        }
    }
}
