using CsvHelper;

namespace CrackLab.Reliability.Support;

/// <summary>Counts the rows of a table, every one of which must be whole.</summary>
internal static class CsvRows
{
    private static readonly CsvReaderOptions Options = new() { Separator = ',', MalformedData = CsvMalformedDataHandling.Throw };

    /// <summary>Rows behind the header.</summary>
    /// <param name="file">The table.</param>
    /// <param name="columns">Values that each has.</param>
    public static int Count(string file, int columns)
    {
        using CsvReader csv = CsvReader.FromFile(file, Options);
        int rows = 0;
        while (csv.Read())
        {
            rows++;
            BrokenPromise.Unless(csv.FieldCount == columns, $"{file}, row {rows}: expected {columns} values, received {csv.FieldCount}");
        }

        return rows;
    }
}
