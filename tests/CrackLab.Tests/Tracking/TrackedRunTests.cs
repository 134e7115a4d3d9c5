using System.Text.Json.Nodes;
using CrackLab.Tests.Data;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Tests.Tracking;

public sealed class TrackedRunTests
{
    [Fact]
    public void Find_RunsOfEveryState_AreAllThere()
    {
        using TestFolder folder = new();
        Write(folder, "a/done", RunStatus.Finished, 0.5, 0.3, 0.4);
        Write(folder, "a/b/going", RunStatus.Running, 0.5);
        folder.Write("cut/run.json", "{ \"name\": ");
        folder.Write("null/run.json", "null");
        folder.Write("wrong/history.csv", "epoch,loss\n1,2\n");
        Directory.CreateDirectory(folder["begun/checkpoints"]);
        Directory.CreateDirectory(folder["nothing"]);
        Events(folder, "tensorflow");

        IReadOnlyList<TrackedRun> runs = TrackedRun.Find(folder.Path);

        Assert.Equal(
            ["a/b/going Unfinished 1 1", "a/done Finished 3 2", "begun Damaged 0 0", "cut Damaged 0 0", "null Damaged 0 0", "tensorflow Events 2 2", "wrong Damaged 0 0"],
            runs.Select(run => $"{run.Name} {run.State} {run.Epochs} {run.BestEpoch}"),
            StringComparer.Ordinal);
        Assert.All(runs, run => Assert.Equal(run.State == RunState.Damaged, run.Problem is not null));
    }

    [Theory]
    [InlineData("run.json", "\"epochs\": 20", "\"epochs\": 20, \"epochs\": 20")]
    [InlineData("run.json", "\"epochs\": 20", "\"\\ud800\": 3")]
    [InlineData("run.json", "\"epochs\": 20", "\"epochs\": \"\\udc00\"")]
    [InlineData("metrics.json", "\"auc\"", "\"\\ud800\"")]
    [InlineData("metrics.json", "\"auc\"", "\"count\"")]
    public void Read_JsonThatNobodyCanUse_IsDamage(string file, string old, string changed)
    {
        using TestFolder folder = new();
        Write(folder, "a", RunStatus.Finished, 0.5);
        folder.Write("a/metrics.json", """{"count": 10, "auc": 0.9}""");
        string text = File.ReadAllText(folder[$"a/{file}"]);
        Assert.Contains(old, text, StringComparison.Ordinal);
        folder.Write($"a/{file}", text.Replace(old, changed, StringComparison.Ordinal));

        TrackedRun run = TrackedRun.Read(folder["a"]);

        Assert.Equal(RunState.Damaged, run.State);
        Assert.NotEmpty(run.Problem!);
        Assert.Single(new RunTable([run]).Runs);
    }

    [Fact]
    public void Read_FiguresThatCannotBe_StandInATable()
    {
        using TestFolder folder = new();
        Write(folder, "a", RunStatus.Finished, 0.5);
        folder.Write("a/metrics.json", """{"": 1, "count": 10, "Count": 11, "auc": 1e999}""");
        folder.Write("a/history.csv", "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,images_per_second,seconds\n1,1,1,,,1,1,1e300\n");

        TrackedRun run = TrackedRun.Read(folder["a"]);
        var table = new RunTable([run]);

        Assert.Equal(RunState.Finished, run.State);
        Assert.Null(run.Time);
        Assert.Equal(10.0, table[run, "testCount"]);
        Assert.Equal(double.PositiveInfinity, table[run, "testAuc"]);
    }

    [Fact]
    public void Find_TwoRunsOfOneName_AreToldApartAndNoneIsTwice()
    {
        using TestFolder folder = new();
        Write(folder, "a/run", RunStatus.Finished, 0.5);
        Write(folder, "b/run", RunStatus.Finished, 0.5);

        IReadOnlyList<TrackedRun> runs = TrackedRun.Find(folder["a/run"], folder["b/run"], folder["a/run"]);

        Assert.Equal(2, runs.Select(run => run.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2, runs.Count);
    }

    [Fact]
    public void Read_EventFilesOfKeras_CountsEpochsFromOne()
    {
        using TestFolder folder = new();
        Events(folder, "tensorflow");

        TrackedRun run = TrackedRun.Read(folder["tensorflow"]);

        RunLine line = Assert.Single(run.Lines, line => line is { Measure: "loss", Part: "validation" });
        Assert.Equal([new RunPoint(1, 0.5), new RunPoint(2, 0.25)], line.Points);
        Assert.Contains(run.Lines, other => other.Measure == "learning rate");
        Assert.Equal(0.25, run.Best(RunLine.Loss, RunLine.Validation));
    }

    [Fact]
    public void Read_MonitoredAccuracy_DecidesTheBestEpoch()
    {
        using TestFolder folder = new();
        Write(folder, "run", RunStatus.Finished, 0.5, 0.3);
        RunRecord record = RunRecord.Read(folder["run/run.json"]);
        (record with { Settings = new JsonObject { ["monitor"] = "validationAccuracy" } }).Write(folder["run/run.json"]);
        History.WriteCsv(folder["run/history.csv"], [Epoch(1, 0.5, 0.9), Epoch(2, 0.3, 0.8)]);

        Assert.Equal(1, TrackedRun.Read(folder["run"]).BestEpoch);
    }

    [Fact]
    public void Read_NoRun_SaysWhat()
    {
        using TestFolder folder = new();

        Assert.Contains("received no folder", Assert.Throws<InvalidDataException>(() => TrackedRun.Read(folder["none"])).Message, StringComparison.Ordinal);
        Assert.Contains("without run.json", Assert.Throws<InvalidDataException>(() => TrackedRun.Read(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("received no folder", Assert.Throws<InvalidDataException>(() => TrackedRun.Find(folder["none"])).Message, StringComparison.Ordinal);
    }

    internal static EpochResult Epoch(int number, double validationLoss, double? validationAccuracy = null) =>
        new(number, 1.0 / number, 0.5, validationLoss, validationAccuracy ?? 1 - validationLoss, 1e-3, 100 + number, 2);

    /// <summary>Writes a run with these validation losses.</summary>
    internal static void Write(TestFolder folder, string name, RunStatus status, params double[] losses)
    {
        Directory.CreateDirectory(folder[name]);
        RunRecord record = RunRecordTests.Example() with { Name = name, Status = status };
        record.Write(folder[$"{name}/run.json"]);
        History.WriteCsv(folder[$"{name}/history.csv"], losses.Select((loss, i) => Epoch(i + 1, loss)));
    }

    private static void Events(TestFolder folder, string name)
    {
        using TensorBoard board = new(folder[name]);
        new RecordedTraining().Play(board, 1, 2);
    }
}
