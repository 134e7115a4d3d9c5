using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Text;
using CsvHelper;

namespace CrackLab.Prediction;

/// <summary>The rows that an earlier run left in a file of predictions: which photos are done, and where the whole rows end.</summary>
internal sealed class WrittenPredictions
{
    private const int BufferLength = 1 << 16;
    private const double RoundingOfMargins = 1e-5;

    private static readonly byte[] Header = Encoding.ASCII.GetBytes(string.Join(',', PredictionRow.Columns));

    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        MaxRecordSize = 1 << 20,
    };

    private WrittenPredictions(PathSet paths, long end) => (Paths, End, Earlier) = (paths, end, paths.Count);

    /// <summary>Photos that are done, as they are written in the file.</summary>
    public PathSet Paths { get; }

    /// <summary>How many photos were done when the file was read.</summary>
    public int Earlier { get; }

    /// <summary>Bytes of the whole rows; what lies behind them was cut short. 0 where not even the header is whole.</summary>
    public long End { get; }

    /// <summary>Reads a file, which is left as it is.</summary>
    /// <param name="file">The file, open to be read.</param>
    /// <param name="path">What it is called.</param>
    /// <param name="model">Fingerprint of the model that shall go on.</param>
    /// <param name="threshold">Its threshold, or <see langword="null"/> where it has none.</param>
    /// <exception cref="InvalidDataException">It holds something else than predictions of this model.</exception>
    public static WrittenPredictions Read(FileStream file, string path, string? model, double? threshold)
    {
        var paths = new PathSet();
        long end = EndOfRows(file);
        CheckHeader(file, path, end);
        if (end > 0)
        {
            using var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            using MemoryMappedViewStream rows = map.CreateViewStream(0, end, MemoryMappedFileAccess.Read);
            ReadRows(rows, path, paths, model, threshold);
        }

        return new WrittenPredictions(paths, end);
    }

    /// <summary>Where the last whole row ends: behind an end of line that is not between double quotes.</summary>
    private static long EndOfRows(FileStream file)
    {
        byte[] buffer = new byte[BufferLength];
        bool quoted = false;
        long end = 0, position = 0, length = file.Length;
        file.Position = 0;
        for (int read; position < length && (read = file.Read(buffer)) > 0; position += read)
        {
            for (int i = 0; i < read; i++)
            {
                quoted ^= buffer[i] == '"';
                if (buffer[i] == '\n' && !quoted) end = position + i + 1;
            }
        }

        return end;
    }

    // A file that holds something else is never cut: not even where it has no end of line.
    private static void CheckHeader(FileStream file, string path, long end)
    {
        byte[] first = new byte[Header.Length + 1];
        file.Position = 0;
        int length = (int)Math.Min(first.Length, file.Length);
        file.ReadExactly(first, 0, length);
        bool isOurs = end > 0
            ? first.AsSpan(0, length).StartsWith(Header) && first[^1] is (byte)'\n' or (byte)'\r'
            : length == file.Length && Header.AsSpan().StartsWith(first.AsSpan(0, length));
        if (!isOurs)
        {
            string received = Encoding.UTF8.GetString(first.AsSpan(0, length)).Split('\n', '\r')[0];
            throw new InvalidDataException(
                $"{path}: expected a file of predictions to append to, with the columns {string.Join(',', PredictionRow.Columns)}, received one that begins '{received}'. Choose another file.");
        }
    }

    private static void ReadRows(Stream rows, string path, PathSet paths, string? model, double? threshold)
    {
        try
        {
            using CsvReader csv = CsvReader.Create(rows, Options);
            while (csv.Read())
            {
                if (csv.FieldCount != PredictionRow.Columns.Length)
                {
                    throw new InvalidDataException(
                        $"{path}, line {csv.LineNumber}: expected {PredictionRow.Columns.Length} values, received {csv.FieldCount}. Mend the line, or choose another file.");
                }

                CheckModel(csv, path, model, threshold);
                paths.Add(csv.GetString(PredictionRow.Path));
            }
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException(
                $"{path}, line {e.LineNumber}: expected comma-separated values, received a misplaced double quote. Mend the line, or choose another file.", e);
        }
    }

    private static void CheckModel(CsvReader csv, string path, string? model, double? threshold)
    {
        string written = csv.GetString(PredictionRow.Model);
        if (!string.Equals(written, model ?? "", StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"{path}, line {csv.LineNumber}: expected rows of model '{model}', received one of '{written}'. Name that model, or choose another file.");
        }

        // The threshold is not written, but it lies a margin beside the probability.
        if (threshold is { } expected
            && double.TryParse(csv.GetString(PredictionRow.Probability), CultureInfo.InvariantCulture, out double probability)
            && double.TryParse(csv.GetString(PredictionRow.Margin), CultureInfo.InvariantCulture, out double margin)
            && Math.Abs(Math.Abs(probability - expected) - margin) > RoundingOfMargins)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path}, line {csv.LineNumber}: expected rows decided by the threshold {expected}, received a margin of {margin} at the probability {probability}. Give the same --threshold again, or choose another file."));
        }
    }
}
