using System.Text.Json.Nodes;
using CrackLab.Display.Views;
using CrackLab.Tests.Data;
using CrackLab.Tracking;

namespace CrackLab.Tests.Tracking;

public sealed class RunTableTests
{
    [Fact]
    public void OrderBy_NumberWithAMissingOne_PutsThatLastBothWays()
    {
        using TestFolder folder = Three();
        RunTable table = RunTable.Find(folder.Path);

        Assert.Equal("b,a,broken", Names(table.OrderBy("validationloss")));
        Assert.Equal("a,b,broken", Names(table.OrderBy("validationLoss", isDescending: true)));
        Assert.Contains("validationLoss", Assert.Throws<ArgumentException>(() => table.OrderBy("beauty")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validationLoss<0.3", "b")]
    [InlineData("validationLoss>=0.2", "a,b")]
    [InlineData("state=Finished", "a,b")]
    [InlineData("state!=finished", "broken")]
    [InlineData("learningRate=1e-2", "b")]
    [InlineData("seed = 42", "a,b")]
    [InlineData("testF1>0.8", "b")]
    public void Where_Condition_KeepsWhatMeetsIt(string condition, string expected)
    {
        using TestFolder folder = Three();

        Assert.Equal(expected, Names(RunTable.Find(folder.Path).Where(RunFilter.Parse(condition))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("seed")]
    [InlineData("=1")]
    [InlineData("seed=")]
    [InlineData("state<finished")]
    public void ParseFilter_NoCondition_IsRefused(string text) =>
        Assert.StartsWith($"Filter '{text}': expected", Assert.Throws<ArgumentException>(() => RunFilter.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void WriteCsv_Table_HasEveryValue()
    {
        using TestFolder folder = Three();
        RunTable.Find(folder.Path).WriteCsv(folder["runs.csv"]);

        string[] lines = File.ReadAllLines(folder["runs.csv"]);

        Assert.Equal(4, lines.Length);
        Assert.StartsWith("name,state,model,data,seed,epochs,bestEpoch,loss,", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(",path,problem", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("a,finished,cracknet,photos,42,1,1,1,0.5,0.5,0.5,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_TwoRuns_TellsWhatDiffersAndWhatCameOfIt()
    {
        using TestFolder folder = Three();
        RunComparison comparison = new(TrackedRun.Find(folder["a"], folder["b"]));

        RunDifference difference = Assert.Single(comparison.Settings);
        Assert.Equal("learningRate", difference.Key);
        Assert.Equal([0.001, 0.01], difference.Values);
        Assert.Equal([null, 0.9], Assert.Single(comparison.Figures, row => row.Key == "testF1").Values);
        Assert.DoesNotContain(comparison.Figures, row => row.Key == "fingerprint");
        Assert.Throws<ArgumentException>(() => new RunComparison(TrackedRun.Find(folder["a"])));
    }

    [Fact]
    public void Views_RunWithMarkupInItsName_AreEncoded()
    {
        using TestFolder folder = new();
        TrackedRunTests.Write(folder, "x&y", RunStatus.Finished, 0.5);
        TrackedRunTests.Write(folder, "z", RunStatus.Finished, 0.4);
        RunTable table = RunTable.Find(folder.Path);

        Assert.Contains("x&amp;y", Html(table), StringComparison.Ordinal);
        Assert.Contains("x&amp;y", Html(new RunComparison(table.Runs)), StringComparison.Ordinal);
        Assert.DoesNotContain("x&y", Html(table), StringComparison.Ordinal);
    }

    private static string Html(object value) => Assert.IsType<string>(NotebookViews.Html(value));

    private static string Names(RunTable table) => string.Join(',', table.Runs.Select(run => run.Name));

    private static TestFolder Three()
    {
        TestFolder folder = new();
        foreach ((string name, double rate, double loss) in new[] { ("a", 0.001, 0.5), ("b", 0.01, 0.2) })
        {
            TrackedRunTests.Write(folder, name, RunStatus.Finished, loss);
            RunRecord record = RunRecord.Read(folder[$"{name}/run.json"]);
            (record with { Settings = new JsonObject { ["model"] = "cracknet", ["learningRate"] = rate } }).Write(folder[$"{name}/run.json"]);
        }

        folder.Write("b/metrics.json", """{ "f1": 0.9, "f1Interval": [0.8, 0.95], "auc": null }""");
        folder.Write("broken/run.json", "");
        return folder;
    }
}
