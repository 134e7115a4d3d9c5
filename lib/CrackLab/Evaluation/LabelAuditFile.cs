using System.Globalization;
using CrackLab.Engine.Serialization;
using CsvHelper;

namespace CrackLab.Evaluation;

/// <summary>The CSV files of a label audit.</summary>
public static class LabelAuditFile
{
    private static readonly string[] Columns =
        ["path", "given", "predicted", "probability", "margin", "loss", "rank", "is_likely_error"];

    private static readonly string[] CorrectionColumns = ["path", "label", "predicted", "probability"];

    /// <summary>Writes a row for each image by rank, counted from 1; the file appears whole or not at all.</summary>
    /// <param name="path">The file; replaced where it is there.</param>
    /// <param name="audit">The audit.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static void Write(string path, LabelAudit audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        Write(path, Columns, audit.Findings.Select((finding, index) => (string[])
        [
            finding.Sample.Path,
            audit.Set.Classes[finding.Sample.Label],
            audit.Set.Classes[finding.Predicted],
            Text(finding.Probability),
            Text(finding.Margin),
            Text(finding.Loss),
            Text(index + 1),
            finding.IsLikelyError ? "true" : "false",
        ]));
    }

    /// <summary>Writes the likely errors with the labels they have, for a person to change those that are wrong.</summary>
    /// <param name="path">The file, which must not be there: it may hold somebody's work.</param>
    /// <param name="audit">The audit.</param>
    /// <exception cref="IOException">The file is there, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Writing there is not allowed.</exception>
    public static void WriteCorrections(string path, LabelAudit audit)
    {
        ArgumentNullException.ThrowIfNull(audit);
        RefuseTaken(path);
        Write(path, CorrectionColumns, audit.LikelyErrors.Select(finding => (string[])
        [
            finding.Sample.Path,
            audit.Set.Classes[finding.Sample.Label],
            audit.Set.Classes[finding.Predicted],
            Text(finding.Probability),
        ]));
    }

    /// <summary>Refuses a path where no corrections can go; touches nothing.</summary>
    /// <param name="path">Path that <see cref="WriteCorrections"/> shall be given.</param>
    /// <exception cref="IOException">There is something of that name.</exception>
    internal static void RefuseTaken(string path)
    {
        if (Path.Exists(path))
        {
            throw new IOException(
                $"{path}: expected a new file for corrections, received one that is there. Choose another name, or move it away.");
        }
    }

    private static void Write(string path, string[] columns, IEnumerable<string[]> rows)
    {
        using PendingFile file = AtomicFile.Create(path);
        try
        {
            using CsvWriter csv = CsvWriter.Create(file.Stream, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
            csv.WriteRecord(columns);
            foreach (string[] row in rows)
                csv.WriteRecord(row);
        }
        catch (IOException e)
        {
            throw WriteFault.Explain(path, e);
        }
        file.Commit();
    }

    // A probability is a single-precision number: more digits than it has would be made up.
    private static string Text(double value) => ((float)value).ToString(CultureInfo.InvariantCulture);
}
