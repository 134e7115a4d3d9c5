using System.Text.Json;
using CrackLab.Data.Synthetic;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class EvaluateVerbTests(RunOfPhotos photos) : IClassFixture<RunOfPhotos>
{
    private string Model => Path.Combine(photos.Run, "checkpoints", "best.safetensors");

    [Fact]
    public void Evaluate_Json_IsWhatTheRunWroteWithTheContractsKeys()
    {
        CommandRun run = CommandRun.Of("evaluate", photos.Run, "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        foreach (string metric in new[] { "accuracy", "precision", "recall", "f1", "auc" })
        {
            Assert.True(run.Json.TryGetProperty(metric, out _), metric);
            Assert.True(run.Json.TryGetProperty(metric + "Interval", out _), metric);
        }

        Assert.Equal(JsonValueKind.Object, run.Json.GetProperty("confusion").ValueKind);
        Assert.Equal(0.5, run.Json.GetProperty("threshold").GetDouble());
        Assert.Equal(
            File.ReadAllText(Path.Combine(photos.Run, "metrics.json")).ReplaceLineEndings(), run.Output.ReplaceLineEndings());
    }

    [Fact]
    public void Evaluate_Text_HasEachFigureAndTheMatrix()
    {
        CommandRun run = CommandRun.Of("evaluate", photos.Run);
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.EndsWith(" images, threshold 0.5", run.OutputLines[0]);
        foreach (string name in new[] { "accuracy", "precision", "recall", "f1", "specificity", "auc", "average precision" })
        {
            Assert.Contains(run.OutputLines, line => line.StartsWith($"  {name} ", StringComparison.Ordinal));
        }

        Assert.Contains("called Negative", run.OutputLines[^3]);
        Assert.StartsWith("  Positive", run.OutputLines[^1]);
    }

    [Theory]
    [InlineData("auto", 0.5)]
    [InlineData("0.3", 0.3)]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    public void Evaluate_Threshold_IsTaken(string text, double threshold)
    {
        CommandRun run = CommandRun.Of("evaluate", photos.Run, "--threshold", text, "--json");
        Assert.Equal(threshold, run.Json.GetProperty("threshold").GetDouble());
        int positive = run.Json.GetProperty("confusion").GetProperty("truePositive").GetInt32()
            + run.Json.GetProperty("confusion").GetProperty("falsePositive").GetInt32();
        Assert.True(threshold > 0 || positive == run.Json.GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-0.1")]
    [InlineData("NaN")]
    [InlineData("half")]
    public void Evaluate_ThresholdOutOfRange_IsWrongUsage(string text) => Assert.Equal(
        $"cracklab evaluate: --threshold: expected auto or a number from 0 to 1, received '{text}'.",
        CommandRun.Of("evaluate", photos.Run, "--threshold", text).UsageLine());

    [Fact]
    public void Evaluate_ModelWithoutData_AsksForIt() => Assert.Equal(
        $"cracklab evaluate: {Model}: expected --data DIR with a model file, received none. Name a labelled folder to judge on.",
        CommandRun.Of("evaluate", Model).FailedLine());

    [Fact]
    public void Evaluate_ModelOrRunWithData_JudgesOnAllHealthyFiles()
    {
        CommandRun model = CommandRun.Of("evaluate", Model, "--data", photos.Data, "--json");
        Assert.Equal(Application.Done, model.ExitCode);
        Assert.InRange(model.Json.GetProperty("count").GetInt32(), 40, 50);
        Assert.Equal(model.Output, CommandRun.Of("evaluate", photos.Run, "--data", photos.Data, "--json").Output);
    }

    [Fact]
    public void Evaluate_FolderOfOtherClasses_NamesThem()
    {
        string other = photos.Below("other-classes");
        SyntheticConcrete.WriteFolder(other, new SyntheticFolderOptions { Count = 4, Size = 48, Broken = false });
        Directory.Move(Path.Combine(other, "Positive"), Path.Combine(other, "Cracked"));
        Assert.Contains(
            "expected the model's classes Negative, Positive, received Cracked, Negative",
            CommandRun.Of("evaluate", Model, "--data", other).FailedLine().Replace("received Negative, Cracked", "received Cracked, Negative", StringComparison.Ordinal));
    }

    [Fact]
    public void Evaluate_FolderOfBrokenFilesOnly_IsOneLine()
    {
        string broken = photos.Below("only-broken");
        foreach (string name in new[] { "Positive", "Negative" })
        {
            Directory.CreateDirectory(Path.Combine(broken, name));
            File.WriteAllText(Path.Combine(broken, name, "1.png"), "no picture");
        }

        string line = CommandRun.Of("evaluate", Model, "--data", broken).FailedLine();
        Assert.DoesNotContain("fault in cracklab", line);
        Assert.Contains(broken, line);
    }

    [Theory]
    [InlineData("missing", "expected a model file or the folder of a run, received a path that does not exist")]
    [InlineData("photos", "expected the folder of a run, received one without run.json")]
    public void Evaluate_NoSuchRun_IsOneLine(string name, string reason) =>
        Assert.Contains(reason, CommandRun.Of("evaluate", photos.Below(name)).FailedLine());

    [Fact]
    public void Evaluate_ModelCutShort_IsOneLine()
    {
        string cut = photos.Below("cut.safetensors");
        File.WriteAllBytes(cut, File.ReadAllBytes(Model)[..^1000]);
        Assert.StartsWith($"cracklab evaluate: {cut}", CommandRun.Of("evaluate", cut, "--data", photos.Data).FailedLine());
    }
}
