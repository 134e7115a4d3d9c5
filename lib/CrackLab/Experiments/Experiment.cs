using CrackLab.Data;
using CrackLab.Engine;
using CrackLab.Engine.Execution;
using CrackLab.Evaluation;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Experiments;

/// <summary>The whole way from a folder of photos to a trained, judged and saved classifier, written down in a run folder.</summary>
public static class Experiment
{
    /// <summary>Inspects, splits, trains, judges and reports.</summary>
    /// <param name="options">Data and run folder.</param>
    /// <param name="settings">Every setting that the result depends on.</param>
    /// <param name="observer">Who is told, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends training after the batch under way and saves it, so that <see cref="Resume"/> can go on.</param>
    public static ExperimentResult Run(
        ExperimentOptions options, HyperParameters settings, ExperimentObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(settings);
        observer ??= new ExperimentObserver();
        if (options.Split is not null && (options.Groups ?? options.Labels) is { } other)
        {
            throw new ArgumentException($"{options.Split}: expected a split to bring labels and groups itself, received '{other}' beside it. Leave one out.", nameof(options));
        }

        settings = options.Groups is null && options.Split is null ? settings : settings with { KeepTogether = Grouping.Photo };

        // Everything that can be refused is refused before the first file is written.
        if (options.Run is { } path)
        {
            RunFolder.RefuseTaken(path);
        }

        ExperimentData data = Prepare(options, settings, observer, cancellationToken);
        DataSplit split = data.Split is { } table ? Split(data.Set, table, observer) : Split(data.Set, settings, observer);
        return Begin(options, settings, split, data, observer, cancellationToken);
    }

    /// <summary>Reads and checks all that a training needs, and writes nothing.</summary>
    internal static ExperimentData Prepare(
        ExperimentOptions options, HyperParameters settings, ExperimentObserver observer, CancellationToken cancellationToken)
    {
        HyperParameterRanges.Check(settings);
        GroupTable? groups = options.Groups is { } file ? GroupTable.Read(file) : null;
        LabelTable? labels = options.Labels is { } corrections ? LabelTable.Read(corrections) : null;
        SplitTable? split = options.Split is { } parts ? SplitTable.Read(parts) : null;
        ImageFolder data = ImageFolder.Open(options.Data, options.Positive);
        if (data.Classes.Count < 2)
        {
            throw new InvalidDataException(
                $"Training on '{options.Data}': expected at least 2 classes, received 1 ('{data.Classes[0]}'). Add a subfolder of pictures for each other class.");
        }

        HyperParameterRanges.CheckAim(settings, data.Classes.Count);
        _ = ModelChoice.Build(settings, data.Classes.Count);
        HyperParameters gathering = split is null ? settings : settings with { KeepTogether = Grouping.Duplicates, Limit = 0 };
        return new ExperimentData(Gather(data, groups, labels, gathering, options.Threads, observer, cancellationToken), labels, groups, split);
    }

    /// <summary>Begins a run on a split.</summary>
    internal static ExperimentResult Begin(
        ExperimentOptions options,
        HyperParameters settings,
        DataSplit split,
        ExperimentData data,
        ExperimentObserver observer,
        CancellationToken cancellationToken)
    {
        Sequential model = ModelChoice.Build(settings, split.Train.Classes.Count);
        Trainer.CheckFits(model, split.Train);
        RunFolder folder = options.Run is { } run
            ? RunFolder.Create(run)
            : RunFolder.CreateDefault(".", Path.GetFileNameWithoutExtension(settings.Model));
        model.Metadata = model.Metadata with { RunId = Path.GetFileName(folder.Path), Classes = split.Train.Classes };
        IEngine engine = EngineOf(options);
        var record = new RunRecord
        {
            Name = Path.GetFileName(folder.Path),
            Command = options.Command,
            Settings = HyperParametersJson.Write(settings),
            Seed = settings.Seed,
            Dataset = Describe(split, data.Labels, data.Groups, data.Split),
            Machine = MachineRecord.Current(),
            Engine = engine.Name,
            Started = DateTimeOffset.UtcNow,
            Status = RunStatus.Running,
        };
        split.WriteCsv(folder.SplitFile);
        folder.Begin(record);
        return Train(new ExperimentState(folder, record, settings, split, model, engine), observer, cancellationToken);
    }

    /// <summary>Goes on with a run that was interrupted or killed, on the same engine to the same bits as if it had not been; begins it where it had not begun.</summary>
    /// <param name="options">Data and run folder; the data may have moved.</param>
    /// <param name="settings">The settings to begin with where the run had not begun.</param>
    /// <param name="changes">Settings that the user asked for, as "name=value"; they must be the run's own.</param>
    /// <param name="observer">Who is told, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">As in <see cref="Run"/>.</param>
    /// <exception cref="ArgumentException">A setting is another than the run began with.</exception>
    /// <exception cref="InvalidDataException">The run's files are damaged.</exception>
    public static ExperimentResult Resume(
        ExperimentOptions options,
        HyperParameters settings,
        IEnumerable<string> changes,
        ExperimentObserver? observer = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Run);
        observer ??= new ExperimentObserver();
        if (!RunFolder.HasBegun(options.Run))
        {
            return Run(options, settings, observer, cancellationToken);
        }

        RunFolder folder = RunFolder.Open(options.Run);
        RunRecord record = RunRecord.Read(folder.RecordFile);
        HyperParameters begun = HyperParametersJson.Read(record.Settings, folder.RecordFile);
        foreach (string change in changes)
        {
            if (HyperParametersJson.With(begun, change) != begun)
            {
                throw new ArgumentException(
                    $"{options.Run}: expected the settings that the run began with, received '{change}'. Leave that out, or start a new run.", nameof(changes));
            }
        }

        RefuseOtherData(options, begun, record);
        DataSplit split = DataSplit.ReadCsv(folder.SplitFile, options.Data, record.Dataset.Classes);
        IEngine engine = EngineOf(options);
        record = record with
        {
            Status = RunStatus.Running,
            Finished = null,
            Dataset = record.Dataset with { Path = split.Train.Root },
            Engine = record.Engine is { } before && !before.EndsWith(engine.Name, StringComparison.Ordinal) ? $"{before}, then {engine.Name}" : engine.Name,
        };
        Checkpoint? last = File.Exists(folder.LastModel) ? Checkpoint.Load(folder.LastModel) : null;
        Sequential model = last?.Model.Clone() ?? ModelChoice.Build(begun, split.Train.Classes.Count);
        model.Metadata = model.Metadata with { RunId = record.Name, Classes = split.Train.Classes };
        observer.Note?.Invoke(last is null ? "Resuming before the first epoch's end." : $"Resuming in epoch {last.Position.Epoch}, after {last.Position.Batch} batches.");
        return Train(
            new ExperimentState(folder, record, begun, split, model, engine)
            {
                Last = last,
                Best = File.Exists(folder.BestModel) ? Sequential.Load(folder.BestModel) : null,
            },
            observer,
            cancellationToken);
    }

    private static IEngine EngineOf(ExperimentOptions options) => options.Engine ?? new SimdEngine(options.Threads);

    private static void RefuseOtherData(ExperimentOptions options, HyperParameters begun, RunRecord record)
    {
        if (options.Positive is { } positive && record.Dataset.Classes is [_, var begunWith] && positive != begunWith)
        {
            throw new ArgumentException(
                $"{options.Run}: expected the positive class that the run began with, {begunWith}, received {positive}. Leave that out, or start a new run.",
                nameof(options));
        }

        if (options.Labels is { } labels && LabelTable.Read(labels).Sha256 != record.Dataset.Labels?.Sha256)
        {
            throw new ArgumentException(
                $"{options.Run}: expected the corrected labels that the run began with, {record.Dataset.Labels?.File ?? "none"}, received '{labels}'. Leave that out, or start a new run.",
                nameof(options));
        }

        if (options.Split is { } split && SplitTable.Read(split).Sha256 != record.Dataset.Split?.Sha256)
        {
            throw new ArgumentException(
                $"{options.Run}: expected the split that the run began with, {record.Dataset.Split?.File ?? "drawn from the seed"}, received '{split}'. Leave that out, or start a new run.",
                nameof(options));
        }

        if (options.Groups is { } groups && GroupTable.Read(groups).Sha256 != record.Dataset.Groups?.Sha256)
        {
            string found = begun.KeepTogether == Grouping.Photo ? "found by their pixels" : "none";
            throw new ArgumentException(
                $"{options.Run}: expected the groups that the run began with, {record.Dataset.Groups?.File ?? found}, received '{groups}'. Leave that out, or start a new run.",
                nameof(options));
        }
    }

    /// <summary>Inspects a folder and gives the pictures to work with: usable, grouped, with corrected labels, as many as asked for.</summary>
    internal static ImageSet Gather(
        ImageFolder data,
        GroupTable? groups,
        LabelTable? labels,
        HyperParameters settings,
        int? threads,
        ExperimentObserver observer,
        CancellationToken cancellationToken)
    {
        InspectionReport report = data.Inspect(new InspectOptions { Threads = threads ?? 0 }, observer.Inspection, cancellationToken);
        ImageSet healthy = report.Healthy;
        int left = report.Files.Count - healthy.Count;
        if (left > 0)
        {
            observer.Note?.Invoke($"{left} of {report.Files.Count} files cannot be used and are left out; 'cracklab inspect' lists them.");
        }

        if (settings.KeepTogether == Grouping.Photo)
        {
            healthy = healthy.WithGroups(groups ?? healthy.FindOverlaps(observer.Overlaps, threads, cancellationToken).Table);
        }

        if (labels is not null)
        {
            healthy = healthy.WithLabels(labels);
        }

        return settings.Limit > 0 ? healthy.Limit(settings.Limit, settings.Seed) : healthy;
    }

    /// <summary>Splits pictures as settings say, and tells what that came to.</summary>
    internal static DataSplit Split(ImageSet healthy, HyperParameters settings, ExperimentObserver observer)
    {
        DataSplit split = healthy.Split(settings.TrainPart, settings.ValidationPart, settings.TestPart, settings.Seed, settings.KeepTogether);
        observer.Note?.Invoke(
            $"{healthy.Count} images: {split.Train.Count} to train, {split.Validation.Count} to validate, {split.Test.Count} to test.");
        observer.Note?.Invoke(SplitNote.Of(healthy, split, settings));
        return split;
    }

    /// <summary>Splits pictures as a table says, and tells what that came to.</summary>
    private static DataSplit Split(ImageSet healthy, SplitTable table, ExperimentObserver observer)
    {
        DataSplit split = table.Apply(healthy);
        observer.Note?.Invoke(
            $"{table.Count} images as {Path.GetFileName(table.File)} says: {split.Train.Count} to train, {split.Validation.Count} to validate, {split.Test.Count} to test; {healthy.Count - table.Count} left out.");
        observer.Note?.Invoke(FormattableString.Invariant($"{100 * split.Leak:0.0}% of the test pictures share a group with a training picture."));
        return split;
    }

    private static ExperimentResult Train(ExperimentState state, ExperimentObserver observer, CancellationToken cancellationToken)
    {
        RunFolder folder = state.Folder;
        state.Record.Write(folder.RecordFile);
        using var tracking = new RunCallbacks(folder, state.Record);
        try
        {
            Trainer trainer = BuildTrainer(state, observer, tracking);
            TrainingResult training = trainer.Fit(state.Split.Train, state.Split.Validation, cancellationToken);
            EvaluationResult? evaluation = null;
            try
            {
                if (!training.IsInterrupted)
                {
                    (training, evaluation) = Judging.Judge(state, training, observer, cancellationToken);
                }
            }
            catch (OperationCanceledException)
            {
                training = training with { IsInterrupted = true };
            }

            if (training.IsInterrupted)
            {
                (state.Record with { Status = RunStatus.Interrupted }).Write(folder.RecordFile);
            }

            return new ExperimentResult { Folder = folder, Split = state.Split, Training = training, Evaluation = evaluation };
        }
        catch
        {
            NoteFailure(state);
            throw;
        }
    }

    private static void NoteFailure(ExperimentState state)
    {
        try
        {
            (state.Record with { Status = RunStatus.Failed, Finished = DateTimeOffset.UtcNow }).Write(state.Folder.RecordFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full disk must not hide why the run failed; the record goes on saying that it runs.
        }
    }

    private static Trainer BuildTrainer(ExperimentState state, ExperimentObserver observer, RunCallbacks tracking)
    {
        Trainer trainer = TrainerChoice.Build(state.Settings, state.Model, state.Engine, observer.Decoding, state.Last, state.Best);
        tracking.AddTo(trainer);
        foreach (Callback callback in observer.Callbacks)
        {
            trainer.Callbacks.Add(callback);
        }

        return trainer;
    }

    /// <summary>Describes data for run.json.</summary>
    internal static DatasetRecord Describe(DataSplit split, LabelTable? labels, GroupTable? groups, SplitTable? table = null)
    {
        ImageSet all = split.All;
        return new DatasetRecord
        {
            Path = all.Root,
            Fingerprint = all.Fingerprint,
            Classes = all.Classes,
            Labels = labels is null ? null : new LabelsRecord(Path.GetFullPath(labels.File), labels.Sha256, labels.Labels.Count, all.Samples.Count(IsCorrected)),
            Groups = groups is null ? null : new GroupsRecord(Path.GetFullPath(groups.File), groups.Sha256!, groups.Rows.Count),
            Split = table is null ? null : new SplitRecord(Path.GetFullPath(table.File), table.Sha256, table.Count),
            Counts = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal)
            {
                ["train"] = Count(split.Train),
                ["validation"] = Count(split.Validation),
                ["test"] = Count(split.Test),
            },
        };

        static Dictionary<string, int> Count(ImageSet set) =>
            set.Classes.Select((name, label) => (name, set.ClassCounts[label])).ToDictionary(StringComparer.Ordinal);

        bool IsCorrected(Sample sample) => !sample.Path.StartsWith(all.Classes[sample.Label] + "/", StringComparison.Ordinal);
    }
}
