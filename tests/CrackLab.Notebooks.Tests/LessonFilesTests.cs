using System.Text.Json.Nodes;
using CrackLab.Kernel.Notebooks;

namespace CrackLab.Notebooks.Tests;

/// <summary>The committed notebooks keep what the lessons promise: small cells, outputs of one fresh run, exercises with solutions.</summary>
public sealed class LessonFilesTests
{
    private const int MostLines = 15;
    private const int MostBytes = 700_000;

    public static TheoryData<string> All => [.. LessonFiles.Lessons, .. LessonFiles.Solutions];

    public static TheoryData<string> Lessons => [.. LessonFiles.Lessons];

    public static TheoryData<string> Solutions => [.. LessonFiles.Solutions];

    [Fact]
    public void Lessons_EachHasItsSolutions() =>
        Assert.Equal(LessonFiles.Lessons.Select(name => $"solutions/{name}"), LessonFiles.Solutions);

    [Theory]
    [MemberData(nameof(All))]
    public void Notebook_Outputs_AreOfOneFreshRunWithoutErrors(string name)
    {
        NotebookCell[] code = [.. Code(name)];

        Assert.Equal(Enumerable.Range(1, code.Length), code.Select(cell => cell.ExecutionCount ?? 0));
        Assert.DoesNotContain("error", code.SelectMany(cell => cell.Outputs).Select(output => (string?)output["output_type"]));
        Assert.DoesNotContain("stderr", code.SelectMany(cell => cell.Outputs).Select(output => (string?)output["name"]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Notebook_FirstCells_ReferToTheLibraryAndNameTheParameters(string name)
    {
        NotebookCell[] code = [.. Code(name)];

        Assert.StartsWith("#r \"../", code[0].Source, StringComparison.Ordinal);
        Assert.Equal(["parameters"], code[1].Tags);
        Assert.All(code.Skip(2), cell => Assert.Empty(cell.Tags));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Notebook_Cells_AreShort(string name) =>
        Assert.All(Code(name), cell => Assert.InRange(cell.Source.Split('\n').Length, 1, MostLines));

    [Theory]
    [MemberData(nameof(All))]
    public void Notebook_File_IsSmallAndWrittenAsJupyterDoes(string name)
    {
        string text = File.ReadAllText(PathOf(name));
        JsonNode json = JsonNode.Parse(text)!;

        Assert.InRange(text.Length, 1, MostBytes);
        Assert.Equal(text, NotebookFile.Parse(text, name).ToJson());
        Assert.Equal((4, 5), ((int)json["nbformat"]!, (int)json["nbformat_minor"]!));
        Assert.Equal(".net-csharp", (string?)json["metadata"]!["kernelspec"]!["name"]);
        Assert.Equal("csharp", (string?)json["metadata"]!["polyglot_notebook"]!["kernelInfo"]!["defaultKernelName"]);
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Lesson_Exercises_AreOpen(string name)
    {
        string[] verdicts = [.. Verdicts(name)];

        Assert.InRange(verdicts.Length, 2, 4);
        Assert.All(verdicts, verdict => Assert.StartsWith("○ ", verdict, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Solutions))]
    public void Solution_Exercises_AreTheLessonsAndSolved(string name)
    {
        string lesson = Path.GetFileName(name);

        Assert.Equal(Checks(lesson), Checks(name));
        Assert.Equal(Verdicts(lesson).Count(), Verdicts(name).Count());
        Assert.All(Verdicts(name), verdict => Assert.EndsWith(": right.", verdict, StringComparison.Ordinal));
    }

    /// <summary>What the check cells said in the committed run.</summary>
    private static IEnumerable<string> Verdicts(string name) =>
        from cell in Code(name)
        where cell.Source.Contains("Exercise.Check(", StringComparison.Ordinal)
        from output in cell.Outputs
        let lines = output["data"]?["text/plain"] as JsonArray
        where lines is not null
        select string.Concat(lines.Select(line => (string?)line));

    /// <summary>The checks themselves.</summary>
    private static IEnumerable<string> Checks(string name) => Code(name)
        .Where(cell => cell.Source.Contains("Exercise.Check(", StringComparison.Ordinal))
        .Select(cell => cell.Source[cell.Source.IndexOf("Exercise.Check(", StringComparison.Ordinal)..]);

    private static IEnumerable<NotebookCell> Code(string name) =>
        NotebookFile.Load(PathOf(name)).Cells.Where(cell => cell.Kind == CellKind.Code);

    private static string PathOf(string name) => Path.Combine(Repository.Root, "notebooks", name);
}
