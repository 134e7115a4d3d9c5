using CsvHelper;

namespace CrackLab.Data;

/// <summary>Reads the named columns of a CSV file with a header; errors name the line.</summary>
internal static class CsvRows
{
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        MaxRecordSize = 1 << 20,
    };

    /// <summary>Gives the rows, each with its line and the values of <paramref name="columns"/> in their order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What the file is, for messages.</param>
    /// <param name="columns">Names of the columns; a trailing '?' marks one that may be missing (its value is empty then).</param>
    /// <exception cref="InvalidDataException">The file cannot be read, or a column or value is missing.</exception>
    public static IReadOnlyList<(long Line, string[] Values)> Read(string path, string what, params string[] columns)
    {
        var rows = new List<(long, string[])>();
        try
        {
            using CsvReader csv = CsvReader.FromFile(path, Options);
            int[] places = Places(csv, path, what, columns);
            while (csv.Read())
            {
                if (csv.FieldCount <= places.Max())
                {
                    throw new InvalidDataException(
                        $"{what} '{path}', line {csv.LineNumber}: expected at least {places.Max() + 1} values, received {csv.FieldCount}. Complete the line.");
                }

                rows.Add((csv.LineNumber, [.. places.Select(place => place < 0 ? "" : csv.GetString(place))]));
            }
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException(
                $"{what} '{path}', line {e.LineNumber}: expected comma-separated values, received a misplaced double quote. Put values with quotes or commas between double quotes and double the quotes inside.",
                e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException
            || e.GetType() == typeof(IOException))
        {
            throw new InvalidDataException(
                $"{what} '{path}': expected a file that can be read, received '{e.Message.TrimEnd('.')}'. Check its name and permissions.", e);
        }

        return rows;
    }

    private static int[] Places(CsvReader csv, string path, string what, string[] columns)
    {
        var places = new int[columns.Length];
        for (int column = 0; column < columns.Length; column++)
        {
            if (csv.TryGetFieldIndex(columns[column].TrimEnd('?'), out places[column]))
            {
                continue;
            }

            places[column] = -1;
            if (!columns[column].EndsWith('?'))
            {
                string received = csv.Headers.Count == 0 ? "an empty file" : $"'{OneLine.Of(string.Join(",", csv.Headers))}'";
                throw new InvalidDataException(
                    $"{what} '{path}', line 1: expected a column '{columns[column]}', received {received}. Name the columns in the first line, separated by commas.");
            }
        }

        return places;
    }
}
