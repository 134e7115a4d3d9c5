using System.Security.Cryptography;

namespace CrackLab.Data;

/// <summary>Corrected labels, read from a CSV file.</summary>
public sealed class LabelTable
{
    private readonly IReadOnlyDictionary<string, long> _lines;

    private LabelTable(string file, string sha256, IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, long> lines)
    {
        File = file;
        Sha256 = sha256;
        Labels = labels;
        _lines = lines;
    }

    /// <summary>The file that it was read from.</summary>
    public string File { get; }

    /// <summary>SHA-256 of that file in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Name of the class by path relative to the dataset folder, with '/'.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="csvFile">A CSV file with a header and the columns path and label; others are ignored.</param>
    /// <exception cref="InvalidDataException">The file cannot be read, a column or value is missing, or a path appears twice.</exception>
    public static LabelTable Read(string csvFile)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(csvFile);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach ((long line, string[] values) in CsvRows.Read(csvFile, "Labels", "path", "label"))
        {
            if (values[0].Length == 0 || values[1].Length == 0)
            {
                throw new InvalidDataException(
                    $"Labels '{csvFile}', line {line}: expected a path and a label, received '{OneLine.Of(values[0])}' and '{OneLine.Of(values[1])}'. Complete or remove the line.");
            }

            if (!labels.TryAdd(values[0], values[1]))
            {
                throw new InvalidDataException(
                    $"Labels '{csvFile}', line {line}: expected each path once, received '{OneLine.Of(values[0])}' again. Remove one of the lines.");
            }

            lines[values[0]] = line;
        }

        return new LabelTable(csvFile, Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(csvFile))), labels, lines);
    }

    /// <summary>Refuses paths and labels that a set does not have, the first line of the file first.</summary>
    /// <param name="set">The set.</param>
    /// <exception cref="InvalidDataException">There is such a line.</exception>
    internal void Check(ImageSet set)
    {
        HashSet<string> paths = [.. set.Samples.Select(sample => sample.Path)];
        foreach ((string path, long line) in _lines.OrderBy(pair => pair.Value))
        {
            if (!paths.Contains(path))
            {
                throw new InvalidDataException(
                    $"Labels '{File}', line {line}: expected the path of a usable picture in '{set.Root}'{Example(set)}, received '{OneLine.Of(path)}'. Mend or remove the line.");
            }

            if (!set.Classes.Contains(Labels[path], StringComparer.Ordinal))
            {
                throw new InvalidDataException(
                    $"Labels '{File}', line {line}: expected one of the classes '{string.Join("', '", set.Classes)}', received '{OneLine.Of(Labels[path])}' for '{OneLine.Of(path)}'. Mend or remove the line.");
            }
        }
    }

    private static string Example(ImageSet set) => set.Count > 0 ? $" such as '{set.Samples[0].Path}'" : "";
}
