using System.Text.Json;
using CrackLab.Data.Synthetic;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class InspectVerbTests(SampleFolder sample) : IClassFixture<SampleFolder>
{
    [Fact]
    public void Inspect_Json_HasTheContractsKeys()
    {
        CommandRun run = CommandRun.Of("inspect", sample.Data, "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        JsonElement json = run.Json;
        int files = sample.Manifest.Count + sample.Manifest.Broken.Count + sample.Manifest.Copies.Count;
        Assert.Equal(sample.Data, json.GetProperty("path").GetString());
        Assert.Equal(files, json.GetProperty("files").GetInt32());
        Assert.Equal(files, Sum(json.GetProperty("classes")));
        Assert.Equal(["Negative", "Positive"], json.GetProperty("classes").EnumerateObject().Select(one => one.Name));
        Assert.Equal(files, Sum(json.GetProperty("statuses")));
        Assert.Equal(files, Sum(json.GetProperty("formats")));
    }

    [Fact]
    public void Inspect_Json_ListsEveryProblem()
    {
        JsonElement.ArrayEnumerator problems = CommandRun.Of("inspect", sample.Data, "--json").Json.GetProperty("problems").EnumerateArray();
        Assert.Equal(
            sample.Manifest.Broken.Select(file => (file.Path, file.Status)).Order(),
            problems.Select(one => (one.GetProperty("path").GetString()!, one.GetProperty("status").GetString()!)).Order());
        Assert.All(problems, one => Assert.NotEmpty(one.GetProperty("reason").GetString()!));
        JsonElement cut = problems.First(one => one.GetProperty("status").GetString() == "Truncated");
        Assert.True(cut.GetProperty("offset").GetInt64() > 0);
    }

    [Fact]
    public void Inspect_Json_GroupsCopies()
    {
        JsonElement duplicates = CommandRun.Of("inspect", sample.Data, "--json").Json.GetProperty("duplicates");
        int copies = sample.Manifest.Copies.Count;
        Assert.Equal(copies, duplicates.GetProperty("groups").GetInt32());
        Assert.Equal(2 * copies, duplicates.GetProperty("files").GetInt32());
        Assert.Equal(copies, duplicates.GetProperty("extra").GetInt32());
        SyntheticCopy first = sample.Manifest.Copies[0];
        Assert.Contains(duplicates.GetProperty("list").EnumerateArray(), group =>
            group.EnumerateArray().Select(path => path.GetString()).ToHashSet().SetEquals([first.Path, first.Original]));
    }

    [Fact]
    public void Inspect_Text_NamesEveryProblem()
    {
        CommandRun run = CommandRun.Of("inspect", sample.Data, "--threads", "1");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.All(sample.Manifest.Broken, file => Assert.Contains(
            run.OutputLines, line => line.StartsWith(file.Path, StringComparison.Ordinal) && line.Contains(file.Status, StringComparison.Ordinal)));
    }

    [Fact]
    public void Inspect_ManyProblems_ShowsTheFirst()
    {
        string folder = sample.Below("many");
        string good = Directory.CreateDirectory(Path.Combine(folder, "good")).FullName;
        string bad = Directory.CreateDirectory(Path.Combine(folder, "bad")).FullName;
        foreach (string name in new[] { "a.jpg", "b.jpg" })
        {
            File.Copy(Path.Combine(sample.Data, "Positive", "00001.jpg"), Path.Combine(good, name));
        }

        File.Copy(Path.Combine(good, "a.jpg"), Path.Combine(bad, "same.jpg"));
        for (int i = 0; i < 23; i++)
        {
            File.WriteAllText(Path.Combine(bad, $"{i:D2}.jpg"), "no picture");
        }

        CommandRun run = CommandRun.Of("inspect", folder);
        Assert.Contains("  in different classes: bad/same.jpg = good/a.jpg = good/b.jpg", run.OutputLines);
        Assert.Contains(run.OutputLines, line => line.StartsWith("bad/19.jpg", StringComparison.Ordinal));
        Assert.DoesNotContain(run.OutputLines, line => line.StartsWith("bad/20.jpg", StringComparison.Ordinal));
        Assert.Equal("  and 3 more; --json lists all", run.OutputLines[^1]);
    }

    [Fact]
    public void Inspect_MaxPixels_CallsLargerOnesTooLarge()
    {
        JsonElement statuses = CommandRun.Of("inspect", sample.Data, "--json", "--max-pixels", "1000").Json.GetProperty("statuses");
        Assert.Equal(0, statuses.GetProperty("Ok").GetInt32());
        Assert.True(statuses.GetProperty("TooLarge").GetInt32() >= sample.Manifest.Count);
    }

    [Fact]
    public void Inspect_MissingFolder_FailsInOneLine()
    {
        string missing = sample.Below("missing");
        string line = CommandRun.Of("inspect", missing).FailedLine();
        Assert.StartsWith("cracklab inspect: ", line);
        Assert.Contains(missing, line);
        Assert.Contains("does not exist", line);
    }

    [Fact]
    public void Inspect_FileInsteadOfFolder_FailsInOneLine()
    {
        Assert.Contains("received a file", CommandRun.Of("inspect", sample.Model).FailedLine());
    }

    [Fact]
    public void Inspect_EmptyFolder_FailsInOneLine()
    {
        string empty = Directory.CreateDirectory(sample.Below("empty")).FullName;
        Assert.Contains("received an empty folder", CommandRun.Of("inspect", empty, "--json").FailedLine());
    }

    private static int Sum(JsonElement counts) => counts.EnumerateObject().Sum(one => one.Value.GetInt32());
}
