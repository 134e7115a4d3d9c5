using System.Globalization;
using CrackLab.Data;
using CrackLab.Engine.Serialization;
using CrackLab.Experiments;
using CrackLab.Tracking;

namespace CrackLab.Sweeps;

/// <summary>The folder of a sweep, opened: data, journal and pixel caches, shared by all trials of the process.</summary>
internal sealed class SweepFolder : IDisposable
{
    /// <summary>Name of the page in the folder.</summary>
    public const string PageName = "sweep.html";

    private readonly Dictionary<int, PixelCache> _caches = [];
    private readonly Lock _lock = new();
    private readonly SweepObserver _observer;

    private SweepFolder(string path, SweepSpec spec, DatasetRecord dataset, DataSplit split, SweepObserver observer)
    {
        (Path, Spec, Dataset, Split, _observer) = (path, spec, dataset, split, observer);
        Journal = new SweepJournal(
            System.IO.Path.Combine(path, "sweep.sqlite"), spec.Halving, spec.Rungs(spec.Shared).Count, trial => FolderLock.IsHeld(RunOf(trial)));
        Journal.Enter(spec.Draw());
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>What is tried.</summary>
    public SweepSpec Spec { get; }

    /// <summary>The data, as each trial's run.json has it.</summary>
    public DatasetRecord Dataset { get; }

    /// <summary>The split that all trials share.</summary>
    public DataSplit Split { get; }

    /// <summary>Who does what.</summary>
    public SweepJournal Journal { get; }

    /// <summary>Path of the page.</summary>
    public string PageFile => System.IO.Path.Combine(Path, PageName);

    /// <summary>Opens the folder; splits the data where nobody has yet.</summary>
    /// <exception cref="IOException">The folder is taken, or cannot be written.</exception>
    /// <exception cref="ArgumentException">The sweep in it began with another specification.</exception>
    public static SweepFolder Open(SweepOptions options, SweepObserver observer, CancellationToken cancellationToken)
    {
        SweepSpec spec = options.Spec;
        string path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(options.Folder));
        string recordFile = System.IO.Path.Combine(path, "sweep.json"), splitFile = System.IO.Path.Combine(path, "split.csv");
        // In this order: another process may begin the sweep in between.
        if (HoldsOther(path) && !(options.Resume && File.Exists(recordFile)))
        {
            throw new IOException(options.Resume
                ? $"{path}: expected a sweep to go on with, or a new or empty folder for one, received one without sweep.json and with other files. Choose another."
                : $"{path}: expected a new or empty folder for the sweep, received one that is taken. Choose another, or go on with the sweep in it (resume).");
        }

        if (File.Exists(recordFile))
        {
            RefuseOther(path, SweepRecord.Read(recordFile), spec);
        }

        if (!File.Exists(recordFile) || !File.Exists(splitFile))
        {
            LabelTable? labels = spec.Labels is { } corrections ? LabelTable.Read(corrections) : null;
            GroupTable? groups = spec.Groups is { } table ? GroupTable.Read(table) : null;
            DataSplit made = SplitData(options, groups, labels, observer, cancellationToken);
            new SweepRecord(spec.Fingerprint(), Experiment.Describe(made, labels, groups)).WriteFirst(recordFile);
            RefuseOther(path, SweepRecord.Read(recordFile), spec);
            made.WriteCsv(splitFile);
        }

        DatasetRecord dataset = SweepRecord.Read(recordFile).Dataset;
        DataSplit split = DataSplit.ReadCsv(splitFile, dataset.Path, dataset.Classes);
        split.All.RequireUnchanged(options.Threads, cancellationToken);
        return split.Validation.Count > 0
            ? new SweepFolder(path, spec, dataset, split, observer)
            : throw new InvalidDataException($"{splitFile}: expected pictures to validate on, received none. Raise validationPart: trials are judged by it.");
    }

    /// <summary>The decoded pictures to train and validate on, opened once for each size.</summary>
    public PixelCache Cache(int size, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_caches.TryGetValue(size, out PixelCache? cache))
            {
                var seen = new ImageSet(Split.Train.Root, Split.Train.Classes, [.. Split.Train.Samples, .. Split.Validation.Samples]);
                cache = PixelCache.Open(seen, size, folder: null, _observer.Decoding, cancellationToken);
                _caches.Add(size, cache);
            }

            return cache;
        }
    }

    /// <summary>Run folder of a trial.</summary>
    public string RunOf(int trial) => System.IO.Path.Combine(Path, "trials", trial.ToString("0000", CultureInfo.InvariantCulture));

    /// <summary>Makes sure that nobody else has a claim, whatever the file system does with locks: a name can be taken once only.</summary>
    /// <exception cref="IOException">Somebody has it: the journal was not locked.</exception>
    public void Fence(TrialClaim claim)
    {
        string folder = System.IO.Path.Combine(Path, "claims");
        Directory.CreateDirectory(folder);
        string name = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{claim.Trial:0000}.{claim.Attempt}"));
        try
        {
            using var taken = new FileStream(name, FileMode.CreateNew, FileAccess.Write);
        }
        catch (IOException error) when (File.Exists(name))
        {
            throw new IOException(
                $"{Path}: expected file locks that work, received a trial that two processes took at once. Put the sweep on a file system whose locks reach all machines.", error);
        }
    }

    /// <summary>All trials as they stand.</summary>
    public SearchResult Result() => new(Spec.Parameters, Journal.Read(RunOf)) { Folder = Path, Metric = Spec.Metric };

    public void Dispose()
    {
        foreach (PixelCache cache in _caches.Values)
        {
            cache.Dispose();
        }
    }

    private static DataSplit SplitData(
        SweepOptions options, GroupTable? groups, LabelTable? labels, SweepObserver observer, CancellationToken cancellationToken)
    {
        SweepSpec spec = options.Spec;
        var watching = new ExperimentObserver { Inspection = observer.Inspection, Overlaps = observer.Overlaps, Note = observer.Note };
        ImageFolder data = ImageFolder.Open(spec.Data, spec.Positive);
        return Experiment.Split(Experiment.Gather(data, groups, labels, spec.Shared, options.Threads, watching, cancellationToken), spec.Shared, watching);
    }

    /// <summary>Whether there is something else than what a sweep leaves that was killed before it had begun.</summary>
    private static bool HoldsOther(string path) => File.Exists(path) || (Directory.Exists(path)
        && Directory.EnumerateFileSystemEntries(path).Any(entry => System.IO.Path.GetExtension(entry) != PendingFile.TemporaryExtension));

    private static void RefuseOther(string path, SweepRecord record, SweepSpec spec)
    {
        if (!string.Equals(record.Spec, spec.Fingerprint(), StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"{path}: expected the specification that the sweep began with, received another; only the number of random trials may grow. Give that one, or begin a new sweep.", nameof(spec));
        }
    }
}
