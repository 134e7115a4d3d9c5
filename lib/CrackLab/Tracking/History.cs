using System.Globalization;
using CrackLab.Data;
using CrackLab.Engine.Serialization;
using CrackLab.Training;
using CsvHelper;

namespace CrackLab.Tracking;

/// <summary>The file history.csv of a run: one row an epoch.</summary>
public static class History
{
    private const string What = "Training history";

    private static readonly string[] Columns =
    [
        "epoch", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate", "images_per_second", "seconds",
    ];

    /// <summary>Writes all epochs, replacing an older file whole.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="epochs">The epochs, oldest first.</param>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
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
    /// <exception cref="InvalidDataException">The file can't be read, a column is missing or a field is no number.</exception>
    public static IReadOnlyList<EpochResult> ReadCsv(string path) =>
        [.. CsvRows.Read(path, What, Columns).Select(row => ReadRow(path, row.Line, row.Values))];

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

    private static EpochResult ReadRow(string path, long line, string[] fields)
    {
        double?[] numbers = [.. fields.Select((field, column) => Number(path, line, Columns[column], field))];
        return numbers is [{ } epoch, { } loss, { } accuracy, var validationLoss, var validationAccuracy, { } rate, { } speed, { } seconds]
            && epoch == Math.Floor(epoch) && epoch is >= 1 and <= int.MaxValue
            ? new EpochResult((int)epoch, loss, accuracy, validationLoss, validationAccuracy, rate, speed, seconds)
            : throw new InvalidDataException(
                $"{What} '{path}', line {line}: expected a whole epoch from 1 on and a number in every column but " +
                $"val_loss and val_accuracy, received '{OneLine.Of(string.Join(',', fields))}'. Mend or remove that line.");
    }

    private static double? Number(string path, long line, string column, string field)
    {
        if (field.Length == 0)
            return null;
        return double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new InvalidDataException(
                $"{What} '{path}', line {line}: expected a number in column '{column}', received '{OneLine.Of(field)}'. " +
                "Mend or remove that line.");
    }
}
