using CrackLab.Evaluation;

namespace CrackLab.Experiments;

/// <summary>What an audit of labels came to, and where it is written.</summary>
/// <param name="Audit">The findings.</param>
/// <param name="CsvFile">Full path of the CSV file: a row for each image.</param>
/// <param name="PageFile">Full path of the page with pictures.</param>
/// <param name="CorrectionsFile">Full path of the file to correct, or <see langword="null"/>.</param>
public sealed record AuditResult(LabelAudit Audit, string CsvFile, string PageFile, string? CorrectionsFile);
