using System.Security.Cryptography;
using System.Text;
using CrackLab.Data.Overlaps;

namespace CrackLab.Data;

/// <summary>Labelled pictures that can be decoded: what is split, cached and trained on.</summary>
[TypeFormatterSource]
public sealed class ImageSet
{
    private readonly Lazy<string> _fingerprint;

    /// <summary>Makes a set.</summary>
    /// <param name="root">The dataset folder.</param>
    /// <param name="classes">Names of the classes; a name's index is its label.</param>
    /// <param name="samples">The pictures, in the order that the set keeps.</param>
    /// <exception cref="ArgumentException">A label is not the index of a class, or a path appears twice.</exception>
    public ImageSet(string root, IReadOnlyList<string> classes, IReadOnlyList<Sample> samples)
        : this(root, classes, samples, hasPhotoGroups: false)
    {
    }

    internal ImageSet(string root, IReadOnlyList<string> classes, IReadOnlyList<Sample> samples, bool hasPhotoGroups)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(samples);
        var paths = new HashSet<string>(samples.Count, StringComparer.Ordinal);
        foreach (Sample sample in samples)
        {
            if (sample.Label < 0 || sample.Label >= classes.Count)
            {
                throw new ArgumentException(
                    $"Image set: expected labels 0 to {classes.Count - 1}, received {sample.Label} for '{sample.Path}'. Name its class too.",
                    nameof(samples));
            }

            if (!paths.Add(sample.Path))
            {
                throw new ArgumentException(
                    $"Image set: expected each path once, received '{sample.Path}' twice. Leave one out.", nameof(samples));
            }
        }

        Root = Path.GetFullPath(root);
        Classes = classes;
        Samples = samples;
        HasPhotoGroups = hasPhotoGroups;
        _fingerprint = new Lazy<string>(ComputeFingerprint);
    }

    /// <summary>Full path of the dataset folder.</summary>
    public string Root { get; }

    /// <summary>Names of the classes; a name's index is its label.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The pictures.</summary>
    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>How many pictures there are.</summary>
    public int Count => Samples.Count;

    /// <summary>Whether <see cref="Sample.Group"/> keeps crops of one photograph together, by a <see cref="GroupTable"/>.</summary>
    public bool HasPhotoGroups { get; }

    /// <summary>How many pictures each class has, in the order of the labels.</summary>
    public IReadOnlyList<int> ClassCounts =>
        [.. Enumerable.Range(0, Classes.Count).Select(label => Samples.Count(sample => sample.Label == label))];

    /// <summary>SHA-256 over the sorted paths, labels and contents, in lower-case hexadecimal: the same for the same data.</summary>
    public string Fingerprint => _fingerprint.Value;

    /// <summary>Full path of a picture.</summary>
    /// <param name="sample">One of the set's pictures.</param>
    public string FullPath(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return Path.GetFullPath(Path.Combine(Root, sample.Path));
    }

    /// <summary>Makes sure that no picture has changed since it was inspected, which a cache of its pixels would hide.</summary>
    /// <param name="threads">Most threads at work; <see langword="null"/> for one a core.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InvalidDataException">One has; one that is gone shows itself when it is needed.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public void RequireUnchanged(int? threads = null, CancellationToken cancellationToken = default) =>
        ContentCheck.Require(this, threads, cancellationToken);

    /// <summary>Takes a random part with the same mixture of classes, at least one picture of each where it can.</summary>
    /// <param name="count">How many pictures, at least 1; a set that is no larger comes back as it is.</param>
    /// <param name="seed">The same seed takes the same pictures.</param>
    public ImageSet Limit(int count, int seed = 42) => count >= Count && count >= 1
        ? this
        : Pick(Subsample.Take(this, count, seed));

    /// <summary>Puts crops of one photograph into one group each, merged with the groups of byte-identical copies.</summary>
    /// <param name="table">The groups; pictures that are not in it stay in the group of their copies.</param>
    /// <exception cref="InvalidDataException">Not one path of the table is in this set.</exception>
    public ImageSet WithGroups(GroupTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var groups = new UnionFind(Count);
        bool found = false;
        for (int index = 0; index < Count; index++)
        {
            groups.Join(index, "sha256:" + Samples[index].Sha256);
            if (table.Rows.TryGetValue(Samples[index].Path, out GroupRow? row))
            {
                found = true;
                groups.Join(index, "photo:" + row.PhotoGroup);
                if (row.TwinGroup is not null)
                {
                    groups.Join(index, "twin:" + row.TwinGroup);
                }
            }
        }

        if (!found && Count > 0)
        {
            throw new InvalidDataException(
                $"Groups '{table.File}': expected paths relative to '{Root}' such as '{Samples[0].Path}', received {(table.Rows.Count == 0 ? "no row" : $"'{table.Rows.Keys.First()}'")}. Give the table that belongs to this folder.");
        }

        return With(NameGroups(Samples, groups), hasPhotoGroups: true);
    }

    /// <summary>Corrects labels.</summary>
    /// <param name="table">The labels; pictures that are not in it keep theirs.</param>
    /// <exception cref="InvalidDataException">A path of the table is not in this set, or a label is none of its classes.</exception>
    public ImageSet WithLabels(LabelTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        table.Check(this);
        return With(
            [.. Samples.Select(sample => table.Labels.TryGetValue(sample.Path, out string? label) ? sample with { Label = IndexOf(label) } : sample)],
            HasPhotoGroups);
    }

    /// <summary>Calls the classes by other names, in another order; several may become one.</summary>
    /// <param name="classes">The classes to have afterwards, such as a model's.</param>
    /// <param name="map">What this set's classes are called there; those of the same name need not be in it.</param>
    /// <exception cref="ArgumentException">A class of this set has no counterpart, or the map names a class that is not there.</exception>
    public ImageSet MapClasses(IReadOnlyList<string> classes, IReadOnlyDictionary<string, string> map)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(map);
        int[] labels = ClassMap.Labels(this, classes, map);
        return new ImageSet(Root, classes, [.. Samples.Select(sample => sample with { Label = labels[sample.Label] })], HasPhotoGroups);
    }

    /// <summary>The pictures that share no group with a part of this set.</summary>
    /// <param name="part">The part.</param>
    public ImageSet WithoutGroupsOf(ImageSet part)
    {
        ArgumentNullException.ThrowIfNull(part);
        HashSet<string> taken = [.. part.Samples.Select(sample => sample.Group)];
        return With([.. Samples.Where(sample => !taken.Contains(sample.Group))], HasPhotoGroups);
    }

    /// <summary>Assigns pictures to folds of the same size and mixture of classes; a <see cref="Sample.Group"/> stays whole.</summary>
    /// <param name="count">How many folds, at least 2.</param>
    /// <param name="seed">The same seed gives the same folds on every system.</param>
    /// <returns>(N) the fold of each picture, 0 to <paramref name="count"/> - 1.</returns>
    /// <remarks>As sklearn's StratifiedGroupKFold, and every class is in every fold.</remarks>
    /// <exception cref="InvalidDataException">There is one class only, or a class has too few groups.</exception>
    public IReadOnlyList<int> Folds(int count, int seed = 42) => Splitter.AssignFolds(this, count, seed);

    /// <summary>Finds copies (re-encoded, resized, brightened, mirrored, turned) and overlapping crops of one photograph by their pixels.</summary>
    /// <param name="progress">Told after each distinct picture, in rising order; not at all where an earlier search is remembered.</param>
    /// <param name="threads">Most threads at work; <see langword="null"/> for one a core. Does not change the result.</param>
    /// <param name="cancellationToken">Ends the search early.</param>
    /// <exception cref="InvalidDataException">A file has changed or vanished since the inspection.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public OverlapReport FindOverlaps(
        IProgress<OverlapProgress>? progress = null, int? threads = null, CancellationToken cancellationToken = default) =>
        Apart.Run(stopping => OverlapReport.Of(this, progress, threads, stopping), cancellationToken);

    /// <summary>Splits by whole groups into three parts with the same mixture of classes.</summary>
    /// <param name="train">Fraction to train on, 0..1.</param>
    /// <param name="validation">Fraction to steer training by, 0..1.</param>
    /// <param name="test">Fraction to judge the result on, 0..1; the three sum to 1.</param>
    /// <param name="seed">The same seed gives the same parts on every system.</param>
    /// <param name="keepTogether">Which files stay in one part; crops of one photograph are found by their pixels where no table was given.</param>
    /// <remarks>
    /// Groups larger than half of a validation or test part go to the training part. The parts come as near to their
    /// fractions as whole groups allow, and every class is in every part whose fraction is above 0.
    /// </remarks>
    /// <exception cref="ArgumentException">The fractions are negative or do not sum to 1.</exception>
    /// <exception cref="InvalidDataException">There is one class only, or a class has too few groups.</exception>
    public DataSplit Split(
        double train, double validation, double test, int seed = 42, Grouping keepTogether = Grouping.Photo)
    {
        Splitter.CheckFractions([train, validation, test]);
        if (keepTogether == Grouping.Photo && !HasPhotoGroups && Classes.Count > 1)
        {
            return WithGroups(FindOverlaps().Table).Split(train, validation, test, seed, keepTogether);
        }

        int[] parts = Splitter.Assign(this, [train, validation, test], seed, keepTogether);
        ImageSet[] sets = [.. Enumerable.Range(0, 3).Select(part =>
            Pick(Enumerable.Range(0, Count).Where(index => parts[index] == part)))];
        return new DataSplit(sets[0], sets[1], sets[2]) { Seed = seed, KeepTogether = keepTogether };
    }

    /// <summary>Folder, and how many pictures each class has.</summary>
    public override string ToString() =>
        $"{ShownPath.Of(Root)}: {string.Join(", ", Classes.Zip(ClassCounts, (name, count) => $"{count} {name}"))}";

    /// <summary>Some of the pictures.</summary>
    /// <param name="indices">Which, in the order that the part keeps.</param>
    internal ImageSet Pick(IEnumerable<int> indices) => With([.. indices.Select(index => Samples[index])], HasPhotoGroups);

    /// <summary>Makes a set of files; byte-identical ones share a group.</summary>
    internal static ImageSet FromFiles(
        string root, IReadOnlyList<string> classes, IEnumerable<(string Path, int Label, string Sha256)> files)
    {
        Sample[] samples = [.. files.Select(file => new Sample(file.Path, file.Label, file.Sha256, file.Path))];
        var groups = new UnionFind(samples.Length);
        for (int index = 0; index < samples.Length; index++)
        {
            groups.Join(index, samples[index].Sha256);
        }

        return new ImageSet(root, classes, NameGroups(samples, groups));
    }

    private static Sample[] NameGroups(IReadOnlyList<Sample> samples, UnionFind groups) =>
        [.. samples.Select((sample, index) => sample with { Group = samples[groups.Find(index)].Path })];

    private int IndexOf(string name) => Enumerable.Range(0, Classes.Count).First(label => string.Equals(Classes[label], name, StringComparison.Ordinal));

    private ImageSet With(IReadOnlyList<Sample> samples, bool hasPhotoGroups) => new(Root, Classes, samples, hasPhotoGroups);

    private string ComputeFingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Sample sample in Samples.OrderBy(sample => sample.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{sample.Path}\0{sample.Label}\0{sample.Sha256}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
