using System.Security.Cryptography;
using CrackLab.Engine.Serialization;
using CsvHelper;

namespace CrackLab.Data;

/// <summary>Which files show the same photograph: read from a CSV file, or found.</summary>
public sealed class GroupTable
{
    private static readonly string[] Columns = ["path", "photo_group", "twin_group"];

    private GroupTable(string file, string? sha256, IReadOnlyDictionary<string, GroupRow> rows)
    {
        File = file;
        Sha256 = sha256;
        Rows = rows;
    }

    /// <summary>The file that it was read from, or the folder that it was found in.</summary>
    public string File { get; }

    /// <summary>SHA-256 of that file in lower-case hexadecimal; <see langword="null"/> where the groups were found.</summary>
    public string? Sha256 { get; }

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
                    $"Groups '{csvFile}', line {line}: expected a path and a photo_group, received '{OneLine.Of(values[0])}' and '{OneLine.Of(values[1])}'. Complete or remove the line.");
            }

            if (!rows.TryAdd(values[0], new GroupRow(values[1], values[2].Length > 0 ? values[2] : null)))
            {
                throw new InvalidDataException(
                    $"Groups '{csvFile}', line {line}: expected each path once, received '{OneLine.Of(values[0])}' again. Remove one of the lines.");
            }
        }

        return new GroupTable(csvFile, Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(csvFile))), rows);
    }

    /// <summary>Writes the table as a CSV file with the columns path, photo_group and twin_group, in ordinal order of the paths.</summary>
    /// <param name="csvFile">The file; replaced whole where it is there.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public void WriteCsv(string csvFile)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(csvFile);
        using PendingFile file = AtomicFile.Create(csvFile);
        try
        {
            using CsvWriter csv = CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
            csv.WriteRecord(Columns);
            foreach ((string path, GroupRow row) in Rows.OrderBy(row => row.Key, StringComparer.Ordinal))
            {
                csv.WriteRecord([path, row.PhotoGroup, row.TwinGroup ?? ""]);
            }
        }
        catch (IOException e)
        {
            throw WriteFault.Explain(csvFile, e);
        }

        file.Commit();
    }

    /// <summary>Makes a table of rows found in a folder.</summary>
    internal static GroupTable Of(string folder, IReadOnlyDictionary<string, GroupRow> rows) => new(folder, sha256: null, rows);
}
