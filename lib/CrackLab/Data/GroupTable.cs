namespace CrackLab.Data;

/// <summary>Which files show the same photograph, read from a CSV file.</summary>
public sealed class GroupTable
{
    private GroupTable(string file, IReadOnlyDictionary<string, GroupRow> rows)
    {
        File = file;
        Rows = rows;
    }

    /// <summary>The file that it was read from.</summary>
    public string File { get; }

    /// <summary>The rows by path relative to the dataset folder, with '/'.</summary>
    public IReadOnlyDictionary<string, GroupRow> Rows { get; }

    /// <summary>Reads a table.</summary>
    /// <param name="csvFile">
    /// A CSV file with a header and the columns path, photo_group and, if wanted, twin_group; others are ignored.
    /// </param>
    /// <exception cref="InvalidDataException">The file cannot be read, a column or value is missing, or a path appears twice.</exception>
    public static GroupTable Read(string csvFile)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(csvFile);
        var rows = new Dictionary<string, GroupRow>(StringComparer.Ordinal);
        foreach ((long line, string[] values) in CsvRows.Read(csvFile, "Groups", "path", "photo_group", "twin_group?"))
        {
            if (values[0].Length == 0 || values[1].Length == 0)
            {
                throw new InvalidDataException(
                    $"Groups '{csvFile}', line {line}: expected a path and a photo_group, received '{values[0]}' and '{values[1]}'. Complete or remove the line.");
            }

            if (!rows.TryAdd(values[0], new GroupRow(values[1], values[2].Length > 0 ? values[2] : null)))
            {
                throw new InvalidDataException(
                    $"Groups '{csvFile}', line {line}: expected each path once, received '{values[0]}' again. Remove one of the lines.");
            }
        }

        return new GroupTable(csvFile, rows);
    }
}
