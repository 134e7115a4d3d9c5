using System.Text.Json;
using CrackLab.Data.Synthetic;

namespace CrackLab.Cli.Tests.Verbs;

/// <summary>evaluate on a folder of another site, with classes of other names.</summary>
public sealed class EvaluateSiteTests(RunOfPhotos photos) : IClassFixture<RunOfPhotos>
{
    private static readonly string[] Maps = ["--map", "CD=Positive", "--map", "UD=Negative"];

    [Fact]
    public void Evaluate_Map_GivesTheFiguresOfTheSameFolderUnderItsOwnNames()
    {
        CommandRun mapped = CommandRun.Of(["evaluate", photos.Run, "--data", Site("mapped"), .. Maps, "--json"]);
        Assert.Equal(Application.Done, mapped.ExitCode);
        string own = Site("own");
        Directory.Move(Path.Combine(own, "CD"), Path.Combine(own, "Positive"));
        Directory.Move(Path.Combine(own, "UD"), Path.Combine(own, "Negative"));
        Assert.Equal(CommandRun.Of("evaluate", photos.Run, "--data", own, "--json").Output, mapped.Output);
        JsonElement always = mapped.Json.GetProperty("alwaysPositive");
        Assert.Equal((0.5, 1), (always.GetProperty("balancedAccuracy").GetDouble(), always.GetProperty("recall").GetDouble()));
        Assert.Equal(2, always.GetProperty("accuracyInterval").GetArrayLength());
        Assert.Equal(0.9, mapped.Json.GetProperty("recallAtPrecision").GetProperty("target").GetDouble());
        Assert.Equal(JsonValueKind.Null, mapped.Json.GetProperty("calibration").ValueKind);
    }

    [Fact]
    public void Evaluate_SeveralIntoOneClass_IsDoneAndOneUnmappedIsRefused()
    {
        string site = Site("several");
        Directory.CreateDirectory(Path.Combine(site, "Spalling"));
        File.Copy(Directory.GetFiles(Path.Combine(site, "CD"))[0], Path.Combine(site, "Spalling", "1.png"));
        string line = CommandRun.Of(["evaluate", photos.Run, "--data", site, .. Maps]).FailedLine();
        Assert.Contains("expected the model's classes Negative, Positive, received CD, Spalling, UD. Map Spalling, as in --map Spalling=Positive.", line);
        CommandRun run = CommandRun.Of(["evaluate", photos.Run, "--data", site, .. Maps, "--map", "Spalling=Positive", "--json"]);
        Assert.Equal(21, run.Json.GetProperty("count").GetInt32());
    }

    [Fact]
    public void Evaluate_Calibrate_NamesBothPartsInTextAndJson()
    {
        string[] arguments = ["evaluate", photos.Run, "--data", Site("calibrated"), .. Maps, "--calibrate", "6", "--precision", "0.6"];
        CommandRun text = CommandRun.Of(arguments);
        Assert.Equal(Application.Done, text.ExitCode);
        Assert.Matches(@"^Threshold [01](\.\d+)? fitted on 6 images \(3 Negative, 3 Positive\) \(seed 42\)\.$", text.OutputLines[0]);
        Assert.Equal("Judged on 14 images (7 Negative, 7 Positive), none of them among those.", text.OutputLines[1]);
        foreach (string start in new[] { "  balanced accuracy  ", "  auc  ", "  recall at precision 0.6  ", "  always Positive:", "  with the model's own threshold 0" })
        {
            Assert.Contains(text.OutputLines, line => line.StartsWith(start, StringComparison.Ordinal));
        }

        JsonElement json = CommandRun.Of([.. arguments, "--json"]).Json;
        Assert.Equal(json.GetProperty("threshold").GetDouble(), json.GetProperty("calibration").GetProperty("threshold").GetDouble());
        Assert.Equal((14, 6), (json.GetProperty("count").GetInt32(), json.GetProperty("calibration").GetProperty("paths").GetArrayLength()));
    }

    [Theory]
    [InlineData("--map: expected OTHER=NAME, a class of the folder and the model's class that it is, received 'CD'.", "--data", "x", "--map", "CD")]
    [InlineData("--map: expected each class of the folder once, received 'CD' again.", "--data", "x", "--map", "CD=Positive", "--map", "CD=Negative")]
    [InlineData("--map: expected --data DIR as well, received none.", "--map", "CD=Positive")]
    [InlineData("--calibrate: expected --data DIR as well, received none.", "--calibrate", "9")]
    [InlineData("--precision: expected a number from 0.001 to 1, received '2'.", "--data", "x", "--precision", "2")]
    [InlineData("--calibrate: expected no --threshold beside it, received one.", "--data", "x", "--calibrate", "9", "--threshold", "0.5")]
    public void Evaluate_WrongUsage_IsOneLine(string reason, params string[] options) =>
        Assert.Contains(reason, CommandRun.Of(["evaluate", photos.Run, .. options]).UsageLine());

    private string Site(string name)
    {
        string folder = photos.Below(name);
        SyntheticConcrete.WriteFolder(folder, new SyntheticFolderOptions { Count = 20, Size = 48, Seed = 9, Broken = false });
        Directory.Move(Path.Combine(folder, "Positive"), Path.Combine(folder, "CD"));
        Directory.Move(Path.Combine(folder, "Negative"), Path.Combine(folder, "UD"));
        return folder;
    }
}
