using System.Globalization;

namespace CrackLab.Cli.Terminal;

/// <summary>Rows in columns two blanks apart; columns of numbers are flush right.</summary>
/// <param name="headers">Names of the columns.</param>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row with one cell a column.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Gives the lines, headers first.</summary>
    public IEnumerable<string> Lines()
    {
        int[] widths = [.. headers.Select((header, column) => _rows.Select(row => row[column].Length).Append(header.Length).Max())];
        bool[] numbers = [.. headers.Select((_, column) => _rows.All(row => IsNumber(row[column])))];
        return _rows.Prepend(headers).Select(row => string.Join("  ", row.Select((cell, column) =>
            numbers[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
    }

    private static bool IsNumber(string cell) =>
        cell is "" or "-" || double.TryParse(cell, CultureInfo.InvariantCulture, out _);
}
