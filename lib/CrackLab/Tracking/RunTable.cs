using CrackLab.Data;
using CrackLab.Engine.Serialization;
using CsvHelper;

namespace CrackLab.Tracking;

/// <summary>Runs in rows: found in folders, filtered, sorted, written as CSV.</summary>
[TypeFormatterSource]
public sealed record RunTable
{
    private readonly Dictionary<TrackedRun, Dictionary<string, object>> _values;

    /// <summary>Makes a table.</summary>
    /// <param name="runs">The runs.</param>
    public RunTable(IEnumerable<TrackedRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        Runs = [.. runs];
        _values = new(ReferenceEqualityComparer.Instance);
        foreach (TrackedRun run in Runs)
            _values[run] = RunValues.Of(run).ToDictionary(StringComparer.OrdinalIgnoreCase);
        Keys = [.. Runs.SelectMany(run => RunValues.Of(run)).Select(pair => pair.Key).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The runs, in the order of the rows.</summary>
    public IReadOnlyList<TrackedRun> Runs { get; }

    /// <summary>Names of all values that some run has (see <see cref="RunValues.Of"/>).</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>A value of a run, or <see langword="null"/> where it is not known.</summary>
    /// <param name="run">A run of this table.</param>
    /// <param name="key">Name of the value; case does not matter.</param>
    public object? this[TrackedRun run, string key] => _values[run].GetValueOrDefault(key);

    /// <summary>Reads all runs in some folders and below them.</summary>
    /// <param name="paths">Folders of runs, or folders that hold such.</param>
    /// <exception cref="InvalidDataException">There is no such folder.</exception>
    public static RunTable Find(params IReadOnlyList<string> paths) => new(TrackedRun.Find(paths));

    /// <summary>The runs that meet a condition.</summary>
    /// <param name="filter">The condition.</param>
    /// <exception cref="ArgumentException">No run has such a value.</exception>
    public RunTable Where(RunFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Check(filter.Key);
        return new RunTable(Runs.Where(run => filter.Accepts(this[run, filter.Key])));
    }

    /// <summary>The runs by a value: numbers before texts, runs without the value last.</summary>
    /// <param name="key">Name of the value.</param>
    /// <param name="isDescending">Whether the greatest comes first.</param>
    /// <exception cref="ArgumentException">No run has such a value.</exception>
    public RunTable OrderBy(string key, bool isDescending = false)
    {
        ArgumentNullException.ThrowIfNull(key);
        Check(key);
        IOrderedEnumerable<TrackedRun> known = Runs.OrderBy(run => this[run, key] switch { double number when !double.IsNaN(number) => 0, string => 1, _ => 2 });
        return new RunTable(isDescending
            ? known.ThenByDescending(run => this[run, key] as double?).ThenByDescending(run => this[run, key] as string, StringComparer.Ordinal)
            : known.ThenBy(run => this[run, key] as double?).ThenBy(run => this[run, key] as string, StringComparer.Ordinal));
    }

    /// <summary>Writes every value of every run, one row a run.</summary>
    /// <param name="path">Path of the file; replaced whole.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public void WriteCsv(string path)
    {
        using MemoryStream bytes = new();
        using (CsvWriter csv = CsvWriter.Create(bytes, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteHeader([.. Keys, "path", "problem"]);
            foreach (TrackedRun run in Runs)
            {
                foreach (string key in Keys)
                {
                    if (this[run, key] is double number)
                        csv.WriteField((double?)number);
                    else
                        csv.WriteField(this[run, key] as string ?? "");
                }

                csv.WriteField(run.Path);
                csv.WriteField(run.Problem ?? "");
                csv.EndRecord();
            }
        }

        AtomicFile.WriteAllBytes(path, bytes.ToArray());
    }

    /// <summary>The runs, one a line.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Runs);

    private void Check(string key)
    {
        if (Runs.Count > 0 && !Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"Table of runs: expected one of {string.Join(", ", Keys)}, received '{key}'. Choose one of these.", nameof(key));
    }
}
