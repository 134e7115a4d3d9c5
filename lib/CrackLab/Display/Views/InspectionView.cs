using CrackLab.Data;

namespace CrackLab.Display.Views;

/// <summary>An inspection: classes, statuses, and what is wrong with which file.</summary>
internal static class InspectionView
{
    private const int MostProblems = 40;

    /// <summary>Renders it.</summary>
    /// <param name="report">The report.</param>
    public static string Render(InspectionReport report)
    {
        IEnumerable<IReadOnlyList<Markup>> classes = report.Classes.Select(item => new[]
        {
            View.Cell(item.Name),
            View.Cell(item.Files),
            View.Cell(item.Healthy),
            item.Brightness is { } mean ? Markup.Of($"{mean:0.0}") : View.Cell("–"),
        });
        IEnumerable<IReadOnlyList<Markup>> statuses = report.StatusCounts
            .Where(status => status.Value > 0)
            .Select(status => new[] { View.Cell(status.Key.ToString()), View.Cell(status.Value) });
        return View.Page(
            Markup.Of($"<p><code>{ShownPath.Of(report.Folder.Path)}</code>: {report.Files.Count:#,0} files, {report.Files.Count(file => file.IsHealthy):#,0} can be used.</p>"),
            View.Wrap([
                View.Table(["class", "files", "healthy", "mean brightness (0–255)"], classes),
                View.Table(["status", "files"], statuses),
            ]),
            Sizes(report.Sizes),
            Duplicates(report),
            Problems(report));
    }

    private static Markup Sizes(SizeSummary? sizes) => sizes is null
        ? Markup.Empty
        : Markup.Of($"<p>Width {sizes.MinWidth}–{sizes.MaxWidth} pixels (middle {sizes.MedianWidth}), height {sizes.MinHeight}–{sizes.MaxHeight} (middle {sizes.MedianHeight}), {sizes.Distinct} different sizes.</p>");

    private static Markup Duplicates(InspectionReport report)
    {
        int copies = report.Duplicates.Sum(group => group.Paths.Count - 1);
        int conflicts = report.Duplicates.Count(group => group.ConflictingLabels);
        string warning = conflicts == 0 ? "" : $" {conflicts} lie in different classes: at least one label of each is wrong.";
        return copies == 0
            ? View.Paragraph("No file is a copy of another.")
            : Markup.Of($"<p>{copies} files are byte for byte copies of another, in {report.Duplicates.Count} groups.{warning}</p>");
    }

    private static Markup Problems(InspectionReport report)
    {
        if (report.Problems.Count == 0)
            return View.Paragraph("Nothing is wrong with any file.");
        IEnumerable<IReadOnlyList<Markup>> rows = report.Problems.Take(MostProblems).Select(file => new[]
        {
            Markup.Of($"<code>{file.Path}</code>"),
            View.Cell(file.Status.ToString()),
            View.Cell(ShownPath.Shorten(file.Reason, report.Folder.Path)),
            file.Offset is { } offset ? View.Cell(offset) : Markup.Empty,
        });
        Markup more = report.Problems.Count > MostProblems
            ? View.Paragraph($"… and {report.Problems.Count - MostProblems} more, in report.Problems.")
            : Markup.Empty;
        return Markup.Of(
            $"<details open><summary>{report.Problems.Count} problems</summary>{View.Table(["file", "status", "reason", "at byte"], rows, texts: 3)}{more}</details>");
    }
}
