using CrackLab.Engine.Serialization;
using CsvHelper;

namespace CrackLab.Data;

/// <summary>A dataset in three parts that share no group.</summary>
/// <param name="Train">The part to train on.</param>
/// <param name="Validation">The part to steer training by.</param>
/// <param name="Test">The part to judge the result on.</param>
[TypeFormatterSource]
public sealed record DataSplit(ImageSet Train, ImageSet Validation, ImageSet Test)
{
    /// <summary>Names of the parts, in order.</summary>
    internal static readonly string[] Subsets = ["train", "validation", "test"];

    private static readonly string[] Columns = ["path", "label", "group", "subset", "sha256"];

    /// <summary>The seed that it was made with, or <see langword="null"/> where it was read from a file.</summary>
    public int? Seed { get; init; }

    /// <summary>What was kept together, or <see langword="null"/> where it was read from a file.</summary>
    public Grouping? KeepTogether { get; init; }

    /// <summary>The three parts as one set, in ordinal order of the paths: the same set for every seed.</summary>
    public ImageSet All => new(
        Train.Root,
        Train.Classes,
        [.. Train.Samples.Concat(Validation.Samples).Concat(Test.Samples).OrderBy(sample => sample.Path, StringComparer.Ordinal)],
        Train.HasPhotoGroups && Validation.HasPhotoGroups && Test.HasPhotoGroups);

    /// <summary>Part of the test pictures that share a group with a training picture, 0..1; 0 where there is no test picture.</summary>
    public double Leak
    {
        get
        {
            var trained = Train.Samples.Select(sample => sample.Group).ToHashSet(StringComparer.Ordinal);
            return Test.Count == 0 ? 0 : (double)Test.Samples.Count(sample => trained.Contains(sample.Group)) / Test.Count;
        }
    }

    /// <summary>How many pictures of each class each part has.</summary>
    public override string ToString() => string.Join(Environment.NewLine, new[] { Train, Validation, Test }.Zip(Subsets, (set, subset) =>
        $"{subset}: {string.Join(", ", set.Classes.Zip(set.ClassCounts, (name, count) => $"{count} {name}"))}"));

    /// <summary>Writes the split as a CSV file with the columns path, label (the class's name), group, subset and sha256.</summary>
    /// <param name="path">The file; replaced whole where it is there.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public void WriteCsv(string path)
    {
        using PendingFile file = AtomicFile.Create(path);
        try
        {
            using CsvWriter csv = CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
            csv.WriteRecord(Columns);
            foreach ((ImageSet set, string subset) in new[] { Train, Validation, Test }.Zip(Subsets))
            {
                foreach (Sample sample in set.Samples)
                {
                    csv.WriteRecord([sample.Path, set.Classes[sample.Label], sample.Group, subset, sample.Sha256]);
                }
            }
        }
        catch (IOException e)
        {
            throw WriteFault.Explain(path, e);
        }

        file.Commit();
    }

    /// <summary>Reads a split back.</summary>
    /// <param name="path">A file that <see cref="WriteCsv"/> wrote.</param>
    /// <param name="root">The dataset folder.</param>
    /// <param name="classes">
    /// Names of the classes in the order of their labels; <see langword="null"/> takes those of the file, ordered as
    /// <see cref="ImageFolder.Open"/> orders them.
    /// </param>
    /// <exception cref="InvalidDataException">The file cannot be read, or a line is not one of a split.</exception>
    public static DataSplit ReadCsv(string path, string root, IReadOnlyList<string>? classes = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        IReadOnlyList<(long Line, string[] Values)> rows = CsvRows.Read(path, "Split", Columns);
        classes ??= ClassOrder.Sort(rows.Select(row => row.Values[1]).Distinct(StringComparer.Ordinal), positive: null);
        List<string> names = [.. classes];
        var parts = new List<Sample>[] { [], [], [] };
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach ((long line, string[] values) in rows)
        {
            int label = names.IndexOf(values[1]);
            int part = Array.IndexOf(Subsets, values[3]);
            if (label < 0 || part < 0 || values[0].Length == 0 || !paths.Add(values[0]) || !IsSha256(values[4]))
            {
                throw new InvalidDataException(
                    $"Split '{path}', line {line}: expected a path not named before, a class of {OneLine.Of(classes)}, a subset of '{string.Join("', '", Subsets)}' and a SHA-256, received '{OneLine.Of(values[0])}', '{OneLine.Of(values[1])}', '{OneLine.Of(values[3])}' and '{OneLine.Of(values[4])}'. Write the split anew.");
            }

            parts[part].Add(new Sample(values[0], label, values[4], values[2]));
        }

        return new DataSplit(new(root, classes, parts[0]), new(root, classes, parts[1]), new(root, classes, parts[2]));
    }

    private static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
