using System.Text.Json;
using CrackLab.Imaging;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class ExplainVerbTests(SampleFolder sample) : IClassFixture<SampleFolder>
{
    private string Photo => Path.Combine(sample.Data, "Positive", "00001.jpg");

    private string Broken => Path.Combine(sample.Data, "Positive", "broken-truncated.png");

    [Theory]
    [InlineData("gradcam", "re_lu_4")]
    [InlineData("gradcam++", "re_lu_4")]
    [InlineData("occlusion", null)]
    public void Explain_Json_TellsWhatItWrote(string method, string? layer)
    {
        CommandRun run = CommandRun.Of("explain", sample.Model, Photo, "--out", sample.Below(method), "--method", method, "--json");
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        JsonElement line = run.Json;
        Assert.Equal(
            ["path", "class", "probability", "method", "layer", "width", "height", "picture"], line.EnumerateObject().Select(one => one.Name));
        Assert.Equal((Photo, method, layer), (line.GetProperty("path").GetString(), line.GetProperty("method").GetString(), line.GetProperty("layer").GetString()));
        Assert.InRange(line.GetProperty("probability").GetDouble(), 0.5, 1);
        string picture = Path.Combine(sample.Below(method), "00001.jpg.heat.png");
        Assert.Equal(picture, line.GetProperty("picture").GetString());
        Image overlay = ImageDecoder.Decode(File.ReadAllBytes(picture));
        Assert.Equal((64, 64, 3), (overlay.Width, overlay.Height, overlay.Channels));
    }

    [Fact]
    public void Explain_BrokenPhotoAndTwoOfAName_GoesOnAndOverwritesNone()
    {
        string other = sample.Below("other/00001.jpg");
        Directory.CreateDirectory(Path.GetDirectoryName(other)!);
        File.Copy(Photo, other, overwrite: true);
        string target = sample.Below("twice");

        CommandRun run = CommandRun.Of("explain", sample.Model, Broken, Photo, other, "--out", target, "--class", "Positive", "--layer", "conv2d_1");

        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.StartsWith($"{Broken}  error  PNG: ", run.OutputLines[0], StringComparison.Ordinal);
        Assert.Contains("  Positive  ", run.OutputLines[1], StringComparison.Ordinal);
        Assert.EndsWith("00001.jpg.2.heat.png", run.OutputLines[2], StringComparison.Ordinal);
        Assert.Equal(["00001.jpg.2.heat.png", "00001.jpg.heat.png"], Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Explain_NothingButBroken_FailsAfterNamingThem()
    {
        CommandRun run = CommandRun.Of("explain", sample.Model, Broken, "--out", sample.Below("none"), "--json");
        Assert.Equal(Application.Failed, run.ExitCode);
        Assert.Contains("expected at least one photo", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["path", "error"], run.Json.EnumerateObject().Select(one => one.Name));
        Assert.False(Directory.Exists(sample.Below("none")));
    }

    [Theory]
    [InlineData("--layer", "nothing", "received 'nothing'")]
    [InlineData("--layer", "dense", "expected a layer that gives pictures")]
    [InlineData("--class", "Cracked", "expected a class of Negative, Positive, received 'Cracked'")]
    public void Explain_WhatTheModelLacks_FailsInOneLine(string option, string value, string message) =>
        Assert.Contains(message, CommandRun.Of("explain", sample.Model, Photo, "--out", sample.Below("failed"), option, value).FailedLine(), StringComparison.Ordinal);

    [Fact]
    public void Explain_LayerForOcclusion_FailsInOneLine() =>
        Assert.Contains(
            "--layer: expected none with --method occlusion",
            CommandRun.Of("explain", sample.Model, Photo, "--out", sample.Below("failed"), "--method", "occlusion", "--layer", "conv2d").FailedLine(),
            StringComparison.Ordinal);

    [Fact]
    public void Explain_WrongUsage_SaysSo()
    {
        Assert.Equal(Application.WrongUsage, CommandRun.Of("explain", sample.Model, Photo, "--out", sample.Below("failed"), "--method", "magic").ExitCode);
        Assert.Equal(Application.WrongUsage, CommandRun.Of("explain", sample.Model, Photo).ExitCode);
    }
}
