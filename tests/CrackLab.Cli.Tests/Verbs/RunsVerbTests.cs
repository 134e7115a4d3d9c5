using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class RunsVerbTests(RunOfPhotos photos) : IClassFixture<RunOfPhotos>
{
    [Fact]
    public void Runs_FolderWithADamagedRun_ListsBoth()
    {
        Directory.CreateDirectory(photos.Below("cut"));
        File.WriteAllText(photos.Below("cut/run.json"), "{");

        CommandRun list = CommandRun.Of("runs", photos.Below("."));

        Assert.Equal(Application.Done, list.ExitCode);
        Assert.StartsWith("name", list.OutputLines[0], StringComparison.Ordinal);
        Assert.Contains(list.OutputLines, line => line.StartsWith("run ", StringComparison.Ordinal) && line.Contains(" finished ", StringComparison.Ordinal));
        Assert.Contains(list.OutputLines, line => line.StartsWith("cut: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Runs_Json_FiltersAndHasStableKeys()
    {
        JsonElement runs = CommandRun.Of("runs", photos.Below("."), "--filter", "epochs>=3", "--sort", "validationLoss", "--json").Json;

        JsonElement run = Assert.Single(runs.EnumerateArray());
        Assert.Equal("finished", run.GetProperty("state").GetString());
        Assert.Equal(3, run.GetProperty("epochs").GetInt32());
        Assert.Equal(photos.Run, run.GetProperty("path").GetString());
        Assert.True(run.TryGetProperty("testAccuracy", out _));
    }

    [Fact]
    public void Runs_Compare_TellsTheSettingThatDiffers()
    {
        string other = photos.Below("other");
        Assert.Equal(Application.Done, photos.Train(other, "--epochs", "1", "--seed", "7").ExitCode);

        JsonElement json = CommandRun.Of("runs", photos.Run, other, "--compare", "--json").Json;
        CommandRun text = CommandRun.Of("runs", photos.Run, other, "--compare");

        Assert.Equal(["seed", "epochsAsked"], json.GetProperty("settings").EnumerateArray().Select(row => row.GetProperty("key").GetString()!).OrderDescending(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains("Settings that differ", text.Output, StringComparison.Ordinal);
        Assert.Contains("expected at least two runs", CommandRun.Of("runs", photos.Run, "--compare").FailedLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_WrongArguments_AreOneLine()
    {
        Assert.StartsWith("cracklab runs: Filter 'seed'", CommandRun.Of("runs", photos.Run, "--filter", "seed").UsageLine());
        Assert.Contains("received 'beauty'", CommandRun.Of("runs", photos.Run, "--sort", "beauty").FailedLine(), StringComparison.Ordinal);
        Assert.Contains("received no folder", CommandRun.Of("runs", photos.Below("missing")).FailedLine(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_TwoProcessesIntoOneFolder_OneTrainsAndOneIsRefused()
    {
        string run = photos.Below("same");
        string[] arguments = photos.TrainArguments(run, "--epochs", "1");
        using Process first = Launcher.Start(arguments);
        using Process second = Launcher.Start(arguments);

        CommandRun[] ended = await Task.WhenAll(first.Finish(), second.Finish());

        Assert.Single(ended, one => one.ExitCode == Application.Done);
        string line = Assert.Single(ended, one => one.ExitCode == Application.Failed).ErrorLines[^1];
        Assert.Matches($"^cracklab train: (Run '{Regex.Escape(run)}'|{Regex.Escape(run)}): expected a (new or empty )?folder", line);
        Assert.Equal("finished", Assert.Single(CommandRun.Of("runs", run, "--json").Json.EnumerateArray()).GetProperty("state").GetString());
    }
}
