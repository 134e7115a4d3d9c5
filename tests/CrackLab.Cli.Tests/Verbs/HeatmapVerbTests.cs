using System.Text.Json;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class HeatmapVerbTests(SampleFolder sample) : IClassFixture<SampleFolder>
{
    private string Photo => Path.Combine(sample.Data, "Positive", "00001.jpg");

    private string Broken => Path.Combine(sample.Data, "Positive", "broken-truncated.png");

    [Fact]
    public void Heatmap_Json_TellsWhatItFound()
    {
        string target = sample.Below("heat");
        CommandRun run = CommandRun.Of("heatmap", sample.Model, Photo, "--out", target, "--mm-per-pixel", "0.2", "--sensitivity", "1", "--json");

        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        JsonElement line = run.Json;
        Assert.Equal(
            ["path", "width", "height", "class", "peak", "regions", "picture", "dateTaken", "latitude", "longitude", "altitude"],
            line.EnumerateObject().Select(one => one.Name));
        Assert.Equal("Positive", line.GetProperty("class").GetString());
        JsonElement region = line.GetProperty("regions")[0];
        Assert.Equal(region.GetProperty("width").GetInt32() * 0.2, region.GetProperty("widthMmEstimate").GetDouble(), 1e-9);
        Assert.True(File.Exists(line.GetProperty("picture").GetString()));
        Assert.Equal(1 + line.GetProperty("regions").GetArrayLength(), File.ReadAllLines(Path.Combine(target, "regions.csv")).Length);
    }

    [Fact]
    public void Heatmap_FolderWithABrokenPhoto_GoesOnAndSaysWhereTableAndPageAre()
    {
        string csv = sample.Below("elsewhere.csv");
        CommandRun run = CommandRun.Of("heatmap", sample.Model, Photo, Broken, "--out", sample.Below("mixed"), "--csv", csv);

        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Contains("Positive at most ", run.OutputLines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{Broken}  error  PNG: ", run.OutputLines[1], StringComparison.Ordinal);
        Assert.Equal($"Table  {csv}", run.OutputLines[2]);
        Assert.True(File.Exists(csv));
        Assert.True(File.Exists(sample.Below("mixed/heatmap.html")));
        Assert.False(File.Exists(sample.Below("mixed/regions.csv")));
    }

    [Fact]
    public void Heatmap_NothingButBroken_FailsAndWritesNothing()
    {
        CommandRun run = CommandRun.Of("heatmap", sample.Model, Broken, "--out", sample.Below("nothing"));

        Assert.Equal(Application.Failed, run.ExitCode);
        Assert.Contains("expected at least one photo", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(sample.Below("nothing")));
    }

    [Theory]
    [InlineData("--class", "Moss", "expected one of its classes Negative, Positive, received 'Moss'")]
    public void Heatmap_WhatTheModelLacks_FailsInOneLine(string option, string value, string message) =>
        Assert.Contains(message, CommandRun.Of("heatmap", sample.Model, Photo, "--out", sample.Below("failed"), option, value).FailedLine(), StringComparison.Ordinal);

    [Theory]
    [InlineData("--sensitivity", "2")]
    [InlineData("--window", "8")]
    [InlineData("--mm-per-pixel", "0")]
    [InlineData("--min-area", "-1")]
    public void Heatmap_WrongUsage_SaysSo(string option, string value) =>
        Assert.Equal(Application.WrongUsage, CommandRun.Of("heatmap", sample.Model, Photo, "--out", sample.Below("failed"), option, value).ExitCode);
}
