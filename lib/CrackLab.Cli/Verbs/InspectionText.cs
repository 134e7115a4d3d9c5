using System.Globalization;
using CrackLab.Cli.Terminal;
using CrackLab.Data;

namespace CrackLab.Cli.Verbs;

/// <summary>Writes an inspection for people.</summary>
internal static class InspectionText
{
    private const int MostRows = 20;

    public static void Write(InspectionReport report, CommandOutput output)
    {
        int healthy = report.Files.Count(file => file.IsHealthy);
        string classes = report.Classes.Count == 1 ? "1 class" : $"{report.Classes.Count} classes";
        output.WriteLine($"{report.Folder.Path}: {Words.Count(report.Files.Count, "file")} in {classes}, {healthy} can be used.");
        if (report.Folder.Strays.Count > 0)
        {
            output.WriteLine($"{Words.Count(report.Folder.Strays.Count, "picture")} directly in the folder left out: of no class.");
        }

        WriteTable(output, Classes(report));
        WriteTable(output, Counts("format", report.Files.CountBy(file => file.Format).OrderBy(pair => pair.Key)));
        WriteTable(output, Counts("status", report.StatusCounts.Where(pair => pair.Value > 0)));
        WriteSizes(report.Sizes, output);
        WriteDuplicates(report.Duplicates, output);
        WriteProblems(report.Problems, output);
    }

    private static TextTable Classes(InspectionReport report)
    {
        var table = new TextTable("class", "files", "usable", "brightness");
        foreach (ClassSummary one in report.Classes)
        {
            string brightness = one.Brightness?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
            table.Add(one.Name, $"{one.Files}", $"{one.Healthy}", brightness);
        }

        return table;
    }

    private static TextTable Counts<T>(string what, IEnumerable<KeyValuePair<T, int>> counts)
    {
        var table = new TextTable(what, "files");
        foreach ((T key, int count) in counts)
        {
            table.Add($"{key}", $"{count}");
        }

        return table;
    }

    private static void WriteSizes(SizeSummary? sizes, CommandOutput output)
    {
        if (sizes is null)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(
            $"Sizes: width {sizes.MinWidth} to {sizes.MaxWidth} (median {sizes.MedianWidth}), "
            + $"height {sizes.MinHeight} to {sizes.MaxHeight} (median {sizes.MedianHeight}), {sizes.Distinct} different.");
    }

    private static void WriteDuplicates(IReadOnlyList<DuplicateGroup> groups, CommandOutput output)
    {
        DuplicatesJson sums = DuplicatesJson.Of(groups);
        output.WriteLine();
        output.WriteLine(sums.Groups == 0
            ? "Exact duplicates: none."
            : $"Exact duplicates: {Words.Count(sums.Groups, "group")}, {sums.Files} files, {sums.Extra} of them extra.");
        WriteFirst(
            groups.Where(group => group.ConflictingLabels),
            sums.Conflicting,
            group => $"  in different classes: {string.Join(" = ", group.Paths)}",
            output);
    }

    private static void WriteProblems(IReadOnlyList<FileFinding> problems, CommandOutput output)
    {
        output.WriteLine();
        if (problems.Count == 0)
        {
            output.WriteLine("Problems: none.");
            return;
        }

        output.WriteLine($"Problems: {problems.Count}.");
        var table = new TextTable("path", "status", "byte", "reason");
        foreach (FileFinding file in problems.Take(MostRows))
        {
            table.Add(file.Path, $"{file.Status}", file.Offset is { } offset ? $"{offset}" : "-", file.Reason ?? "");
        }

        WriteFirst(table.Lines(), problems.Count + 1, line => line, output, MostRows + 1);
    }

    private static void WriteTable(CommandOutput output, TextTable table)
    {
        output.WriteLine();
        foreach (string line in table.Lines())
        {
            output.WriteLine(line);
        }
    }

    private static void WriteFirst<T>(
        IEnumerable<T> items, int count, Func<T, string> line, CommandOutput output, int most = MostRows)
    {
        foreach (T item in items.Take(most))
        {
            output.WriteLine(line(item));
        }

        if (count > most)
        {
            output.WriteLine($"  and {count - most} more; --json lists all");
        }
    }
}
