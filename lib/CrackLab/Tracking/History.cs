using CrackLab.Data;
using CrackLab.Training;
using CsvHelper;

namespace CrackLab.Tracking;

/// <summary>The file history.csv of a run: one row an epoch.</summary>
public static class History
{
    private static readonly string[] Columns =
    [
        "epoch", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", "images_per_second", "seconds",
    ];

    private static readonly CsvReaderOptions ReaderOptions = new()
    {
        Separator = ',',
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    /// <summary>Writes all epochs, replacing an older file whole.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="epochs">The epochs, oldest first.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <remarks>Figures keep all their digits; those of a missing validation part are empty fields.</remarks>
    public static void WriteCsv(string path, IEnumerable<EpochResult> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        using MemoryStream bytes = new();
        using (CsvWriter csv = CsvWriter.Create(bytes, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
        {
            csv.WriteHeader(Columns);
            foreach (EpochResult epoch in epochs)
                WriteRow(csv, epoch);
        }
        AtomicFile.WriteAllBytes(path, bytes.ToArray());
    }

    /// <summary>Reads what <see cref="WriteCsv"/> wrote.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The epochs, oldest first.</returns>
    /// <exception cref="InvalidDataException">A column is missing or a field is no number.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IReadOnlyList<EpochResult> ReadCsv(string path)
    {
        using CsvReader csv = CsvReader.FromFile(path, ReaderOptions);
        csv.ReadHeader();
        string[] missing = [.. Columns.Except(csv.Headers, StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            throw new InvalidDataException(
                $"{path}: expected the columns {string.Join(',', Columns)}, received none named " +
                $"{string.Join(", ", missing)}. Take the file that training wrote.");
        }
        List<EpochResult> epochs = [];
        try
        {
            while (csv.Read())
                epochs.Add(ReadRow(csv));
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new InvalidDataException(
                $"{path}: expected {csv.Headers.Count} numbers in row {epochs.Count + 1}, received something else: " +
                $"{exception.Message} Mend or remove that row.",
                exception);
        }
        return epochs;
    }

    private static void WriteRow(CsvWriter csv, EpochResult epoch)
    {
        ReadOnlySpan<double?> fields =
        [
            epoch.Epoch,
            epoch.Loss,
            epoch.Accuracy,
            epoch.ValidationLoss,
            epoch.ValidationAccuracy,
            epoch.LearningRate,
            epoch.ImagesPerSecond,
            epoch.Seconds,
        ];
        foreach (double? field in fields)
            csv.WriteField(field);
        csv.EndRecord();
    }

    private static EpochResult ReadRow(CsvReader csv) => new(
        csv.Parse<int>("epoch"),
        csv.Parse<double>("loss"),
        csv.Parse<double>("accuracy"),
        Optional(csv, "val_loss"),
        Optional(csv, "val_accuracy"),
        csv.Parse<double>("learning_rate"),
        csv.Parse<double>("images_per_second"),
        csv.Parse<double>("seconds"));

    private static double? Optional(CsvReader csv, string column) =>
        csv[column].IsEmpty ? null : csv.Parse<double>(column);
}
