using CrackLab.Kernel.Notebooks;

namespace CrackLab.Notebooks.Tests;

/// <summary>Every lesson runs from top to bottom on data that it makes itself, and every solution solves its exercises.</summary>
public sealed class LessonRunTests(WorkbookCopy workbook) : IClassFixture<WorkbookCopy>
{
    public static TheoryData<string> All => [.. LessonFiles.Lessons, .. LessonFiles.Solutions];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Run_Notebook_EndsWithoutAnError(string name)
    {
        (string output, string complaint) = await workbook.Run(name);

        Assert.Equal("", complaint);
        NotebookCell[] checks = [.. NotebookFile.Load(output).Cells.Where(cell => cell.Source.Contains("Exercise.Check(", StringComparison.Ordinal))];
        string expected = name.StartsWith("solutions/", StringComparison.Ordinal) ? "✓ " : "○ ";
        Assert.All(checks, cell => Assert.StartsWith(expected, (string?)cell.Outputs[^1]["data"]!["text/plain"]![0], StringComparison.Ordinal));
    }
}
