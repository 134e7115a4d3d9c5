using System.Security.Cryptography;

namespace CrackLab.Data;

/// <summary>A split that was made elsewhere, read from a CSV file: the one of another run, or one that was published.</summary>
public sealed class SplitTable
{
    private readonly IReadOnlyList<(long Line, SplitRow Row)> _rows;

    private SplitTable(string file, string sha256, IReadOnlyList<(long Line, SplitRow Row)> rows) => (File, Sha256, _rows) = (file, sha256, rows);

    /// <summary>The file that it was read from.</summary>
    public string File { get; }

    /// <summary>SHA-256 of that file in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>How many pictures it names.</summary>
    public int Count => _rows.Count;

    /// <summary>Reads a table.</summary>
    /// <param name="csvFile">
    /// A CSV file with a header and the columns path, label (the class's name), subset (train, validation or test) and, if
    /// wanted, group; others are ignored. The split.csv of a run is one.
    /// </param>
    /// <exception cref="InvalidDataException">The file cannot be read, a column or value is missing, or a path appears twice.</exception>
    public static SplitTable Read(string csvFile)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(csvFile);
        List<(long, SplitRow)> rows = [];
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach ((long line, string[] values) in CsvRows.Read(csvFile, "Split", "path", "label", "subset", "group?"))
        {
            int subset = Array.IndexOf(DataSplit.Subsets, values[2]);
            if (values[0].Length == 0 || values[1].Length == 0 || subset < 0 || !paths.Add(values[0]))
            {
                throw new InvalidDataException(
                    $"Split '{csvFile}', line {line}: expected a path not named before, a label and a subset of {string.Join(", ", DataSplit.Subsets)}, received '{OneLine.Of(values[0])}', '{OneLine.Of(values[1])}' and '{OneLine.Of(values[2])}'. Mend or remove the line.");
            }

            rows.Add((line, new SplitRow(values[0], values[1], values[3], subset)));
        }

        return new SplitTable(csvFile, Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(csvFile))), rows);
    }

    /// <summary>Splits a set as the table says; what it does not name is left out, and its labels count.</summary>
    /// <param name="set">The usable pictures of a folder.</param>
    /// <returns>The parts, in the table's order.</returns>
    /// <exception cref="InvalidDataException">A picture that the table names is missing or cannot be used, or its label is no class of the folder.</exception>
    internal DataSplit Apply(ImageSet set)
    {
        Dictionary<string, Sample> samples = set.Samples.ToDictionary(sample => sample.Path, StringComparer.Ordinal);
        List<string> classes = [.. set.Classes];
        var parts = new List<Sample>[] { [], [], [] };
        foreach ((long line, SplitRow row) in _rows)
        {
            int label = classes.IndexOf(row.Label);
            if (!samples.TryGetValue(row.Path, out Sample? sample) || label < 0)
            {
                int missing = _rows.Count(other => !samples.ContainsKey(other.Row.Path));
                throw new InvalidDataException(
                    $"Split '{File}', line {line}: expected a usable picture in '{set.Root}' of a class '{string.Join("', '", classes)}', received '{OneLine.Of(row.Path)}' labelled '{OneLine.Of(row.Label)}'{(missing > 0 ? $"; {missing} of the {_rows.Count} pictures are missing or broken" : "")}. Complete the folder, or mend the file.");
            }

            parts[row.Subset].Add(sample with { Label = label, Group = row.Group.Length > 0 ? row.Group : sample.Group });
        }

        bool hasGroups = set.HasPhotoGroups || _rows.All(row => row.Row.Group.Length > 0);
        ImageSet[] sets = [.. parts.Select(part => new ImageSet(set.Root, set.Classes, part, hasGroups))];
        return new DataSplit(sets[0], sets[1], sets[2]);
    }
}
