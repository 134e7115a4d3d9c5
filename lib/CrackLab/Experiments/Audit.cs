using System.Globalization;
using CrackLab.Data;
using CrackLab.Display;
using CrackLab.Engine.Serialization;
using CrackLab.Evaluation;
using CrackLab.Tracking;

namespace CrackLab.Experiments;

/// <summary>Finds likely label errors: cross-validates, judges the labels, and writes a table and a page.</summary>
public static class Audit
{
    /// <summary>Name of the table in the folder of results.</summary>
    public const string CsvName = "audit.csv";

    /// <summary>Name of the page in the folder of results.</summary>
    public const string PageName = "audit.html";

    /// <summary>Audits the labels of a run's data or of a folder; nothing is written before all is computed.</summary>
    /// <param name="options">Data and folders.</param>
    /// <param name="observer">Who is told, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="ArgumentException">A setting is unknown or out of its range.</exception>
    /// <exception cref="InvalidDataException">The data or a table cannot be used.</exception>
    /// <exception cref="IOException">A file cannot be written, or the file for corrections is there.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static AuditResult Run(AuditOptions options, ExperimentObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        observer ??= new ExperimentObserver();
        bool isRun = RunFolder.HasBegun(options.Data);
        string output = Path.GetFullPath(options.Output ?? (isRun ? Path.Combine(options.Data, "audit") : Stamped()));
        AtomicFile.RequireWritable(Path.Combine(output, CsvName));
        if (options.Corrections is { } corrections)
        {
            LabelAuditFile.RefuseTaken(corrections);
            AtomicFile.RequireWritable(corrections);
        }

        GroupTable? groups = options.Groups is { } groupFile ? GroupTable.Read(groupFile) : null;
        LabelTable? labels = options.Labels is { } labelFile ? LabelTable.Read(labelFile) : null;
        HyperParameters settings = options.Changes.Aggregate(isRun ? SettingsOf(options.Data) : new HyperParameters(), HyperParametersJson.With);
        settings = groups is null ? settings : settings with { KeepTogether = Grouping.Photo };
        HyperParameterRanges.Check(settings);
        ImageSet set = isRun
            ? OfRun(options, groups, labels, cancellationToken)
            : Experiment.Gather(ImageFolder.Open(options.Data), groups, labels, settings, options.Threads, observer, cancellationToken);
        observer.Note?.Invoke(
            $"{set.Count} images in {set.Samples.Select(sample => sample.Group).Distinct(StringComparer.Ordinal).Count()} groups, {options.Folds} folds.");
        LabelAudit audit = LabelAudit.Of(
            set, CrossValidation.Predict(set, settings, options.Folds, options.Threads, observer, cancellationToken));
        return Write(options, audit, output, options.Output is null && !isRun, cancellationToken);
    }

    private static HyperParameters SettingsOf(string run)
    {
        RunFolder folder = RunFolder.Open(run);
        return HyperParametersJson.Read(RunRecord.Read(folder.RecordFile).Settings, folder.RecordFile);
    }

    private static ImageSet OfRun(AuditOptions options, GroupTable? groups, LabelTable? labels, CancellationToken cancellationToken)
    {
        RunFolder folder = RunFolder.Open(options.Data);
        DatasetRecord dataset = RunRecord.Read(folder.RecordFile).Dataset;
        ImageSet set = DataSplit.ReadCsv(folder.SplitFile, dataset.Path, dataset.Classes).All;
        set.RequireUnchanged(options.Threads, cancellationToken);
        set = groups is null ? set : set.WithGroups(groups);
        return labels is null ? set : set.WithLabels(labels);
    }

    private static AuditResult Write(AuditOptions options, LabelAudit audit, string folder, bool isDated, CancellationToken cancellationToken)
    {
        using FolderLock? held = isDated ? DatedFolder.Claim(folder, out folder) : null;
        string csv = Path.Combine(folder, CsvName);
        string page = Path.Combine(folder, PageName);
        string rendered = AuditPage.Render(audit, options.Folds, cancellationToken);
        LabelAuditFile.Write(csv, audit);
        AtomicFile.WriteAllText(page, rendered);
        string? corrections = options.Corrections is null ? null : Path.GetFullPath(options.Corrections);
        if (corrections is not null)
        {
            LabelAuditFile.WriteCorrections(corrections, audit);
        }

        return new AuditResult(audit, csv, page, corrections);
    }

    private static string Stamped() => $"audit-{DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
}
