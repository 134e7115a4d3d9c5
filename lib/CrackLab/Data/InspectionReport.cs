namespace CrackLab.Data;

/// <summary>What an inspection found: a row a file, and what follows from the rows.</summary>
[TypeFormatterSource]
public sealed class InspectionReport
{
    private readonly HashSet<string> _quarantined = new(StringComparer.Ordinal);
    private readonly List<string> _quarantines = [];

    internal InspectionReport(ImageFolder folder, IReadOnlyList<FileFinding> files)
    {
        Folder = folder;
        Files = files;
        Problems = [.. files.Where(file => file.Status != FileStatus.Ok)];
        StatusCounts = Enum.GetValues<FileStatus>().ToDictionary(status => status, status => files.Count(file => file.Status == status));
        Classes = [.. folder.Classes.Select((name, label) => Summarise(name, label, [.. files.Where(file => file.Label == label)]))];
        Sizes = SizeSummary.Of(files);
        Duplicates = [.. FindDuplicates(files)];
    }

    /// <summary>The folder that was inspected.</summary>
    public ImageFolder Folder { get; }

    /// <summary>One finding a file, in the folder's order.</summary>
    public IReadOnlyList<FileFinding> Files { get; }

    /// <summary>The findings whose status is not <see cref="FileStatus.Ok"/>.</summary>
    public IReadOnlyList<FileFinding> Problems { get; }

    /// <summary>Groups of byte-identical files, in the order of their first paths. Empty files are not among them.</summary>
    public IReadOnlyList<DuplicateGroup> Duplicates { get; }

    /// <summary>How many files have which status; every status is there.</summary>
    public IReadOnlyDictionary<FileStatus, int> StatusCounts { get; }

    /// <summary>One summary a class, in the order of the labels.</summary>
    public IReadOnlyList<ClassSummary> Classes { get; }

    /// <summary>How large the healthy pictures are, or <see langword="null"/> where there are none.</summary>
    public SizeSummary? Sizes { get; }

    /// <summary>The files whose pixels can be used (misnamed ones too), without any that were moved to quarantine.</summary>
    public ImageSet Healthy => ImageSet.FromFiles(
        Folder.Path,
        Folder.Classes,
        Files.Where(file => file.IsHealthy && !_quarantined.Contains(file.Path))
            .Select(file => (file.Path, file.Label, file.Sha256!)));

    /// <summary>Moves the broken files to another folder, keeping their relative paths; deletes and overwrites nothing.</summary>
    /// <param name="folder">Where to; outside the dataset; made where it is missing.</param>
    /// <param name="misnamed">Whether healthy files with a wrong extension go too.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> lies inside the dataset or is a file.</exception>
    /// <exception cref="IOException">The journal of the move cannot be written.</exception>
    public QuarantineResult Quarantine(string folder, bool misnamed = false)
    {
        FileFinding[] moving =
            [.. Problems.Where(file => (misnamed || file.Status != FileStatus.WrongExtension) && !_quarantined.Contains(file.Path))];
        QuarantineResult result = Data.Quarantine.Move(Folder.Path, moving, folder);
        if (result.Moved > 0)
        {
            _quarantines.Add(result.Folder);
        }

        _quarantined.UnionWith(moving.Select(file => file.Path).Except(result.Failures.Select(failure => failure.Path), StringComparer.Ordinal));
        return result;
    }

    /// <summary>Puts back everything in the folders that <see cref="Quarantine"/> moved files to.</summary>
    /// <exception cref="InvalidOperationException">Nothing was moved by this report.</exception>
    /// <exception cref="IOException">A journal cannot be read.</exception>
    public RestoreResult Restore()
    {
        if (_quarantines.Count == 0)
        {
            throw new InvalidOperationException(
                "Restore: expected files moved by this report, received none. Call Quarantine.Restore(folder) for an earlier quarantine.");
        }

        RestoreResult result = RestoreResult.Sum(_quarantines.Distinct(StringComparer.Ordinal).Select(Data.Quarantine.Restore));
        _quarantined.RemoveWhere(path => File.Exists(Path.Combine(Folder.Path, path)));
        return result;
    }

    /// <summary>How many files have which status, and what is wrong with the others, a line a file.</summary>
    public override string ToString()
    {
        IEnumerable<string> counts = StatusCounts.Where(status => status.Value > 0).Select(status => $"{status.Value} {status.Key}");
        IEnumerable<string> problems = Problems.Select(file => $"{Environment.NewLine}  {file.Path}: {file.Status}, {ShownPath.Shorten(file.Reason, Folder.Path)}");
        return $"{ShownPath.Of(Folder.Path)}: {Files.Count} files, {string.Join(", ", counts)}{string.Concat(problems)}";
    }

    private static ClassSummary Summarise(string name, int label, FileFinding[] files)
    {
        double[] brightness = [.. files.Where(file => file.IsHealthy).Select(file => file.Brightness!.Value)];
        return new ClassSummary(name, label, files.Length, brightness.Length, brightness.Length > 0 ? brightness.Average() : null);
    }

    private static IEnumerable<DuplicateGroup> FindDuplicates(IEnumerable<FileFinding> files) => files
        .Where(file => file is { Sha256: not null, Bytes: > 0 })
        .GroupBy(file => file.Sha256!, StringComparer.Ordinal)
        .Where(same => same.Skip(1).Any())
        .Select(same => new DuplicateGroup(
            same.Key, [.. same.Select(file => file.Path)], same.Select(file => file.Label).Distinct().Skip(1).Any()));
}
