using CrackLab.Kernel.Notebooks;

namespace CrackLab.Notebooks.Tests;

/// <summary>A cell that needs a library of machine code finds the one that the build put below the referenced assembly.</summary>
public sealed class NativeLibraryTests(WorkbookCopy workbook) : IClassFixture<WorkbookCopy>
{
    [Fact]
    public async Task Run_SweepsJournal_LoadsSqlite()
    {
        workbook.Add(
            "sqlite.ipynb",
            "#r \"../artifacts/bin/CrackLab/release/CrackLab.dll\"\nusing Microsoft.Data.Sqlite;",
            "var connection = new SqliteConnection(\"Data Source=:memory:\");\nconnection.Open();\nconnection.ServerVersion");

        (string output, string complaint) = await workbook.Run("sqlite.ipynb");

        Assert.Equal("", complaint);
        Assert.StartsWith("3.", (string?)NotebookFile.Load(output).Cells[^1].Outputs[^1]["data"]!["text/plain"]![0], StringComparison.Ordinal);
    }
}
