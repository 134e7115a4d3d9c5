using System.Diagnostics;

namespace CrackLab.Cli.Tests.Verbs;

/// <summary>predict --append, in this process and in ones that are stopped, killed, or meet each other.</summary>
public sealed class PredictAppendTests(SampleFolder sample) : IClassFixture<SampleFolder>
{
    private const int Kill = 9;
    private const int Many = 3_000;

    [Fact]
    public void Append_SecondRun_LooksAtNewPhotosAlone()
    {
        string csv = sample.Below("second.csv"), one = Path.Combine(sample.Data, "Negative"), other = Path.Combine(sample.Data, "Positive");
        Assert.Equal(Application.Done, Run(csv, one).ExitCode);
        string[] first = File.ReadAllLines(csv);
        CommandRun run = Run(csv, one, other);
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.NotEmpty(run.OutputLines);
        Assert.DoesNotContain(run.OutputLines, line => line.StartsWith(one, StringComparison.Ordinal));
        string[] all = File.ReadAllLines(csv);
        Assert.Equal(first, all[..first.Length]);
        Assert.Equal(first.Length + run.OutputLines.Length, all.Length);

        CommandRun third = Run(csv, other, one);
        Assert.Equal((Application.Done, "", ""), (third.ExitCode, third.Output, third.Errors));
        Assert.Equal(all, File.ReadAllLines(csv));
    }

    [Fact]
    public void Append_PicturesOnInput_HaveARowEach()
    {
        string csv = sample.Below("pictures.csv");
        foreach (string name in new[] { "00001.jpg", "00002.jpg" })
        {
            byte[] picture = File.ReadAllBytes(Path.Combine(sample.Data, "Positive", name));
            CommandRun run = CommandRun.Of(["predict", sample.Model, "-", "--csv", csv, "--append"], new MemoryStream(picture));
            Assert.StartsWith("-  ", Assert.Single(run.OutputLines));
        }

        Assert.Equal(3, File.ReadAllLines(csv).Length);
    }

    [Fact]
    public void Append_AnotherModelOrThreshold_IsRefusedBeforeTheWork()
    {
        string csv = sample.Below("model.csv"), renamed = sample.Below("other.safetensors");
        Run(csv, sample.Data);
        byte[] before = File.ReadAllBytes(csv);
        byte[] model = File.ReadAllBytes(sample.Model);
        model[^1] ^= 1;
        File.WriteAllBytes(renamed, model);
        Assert.Contains("line 2: expected rows of model", CommandRun.Of("predict", renamed, sample.Data, "--csv", csv, "--append").FailedLine());
        Assert.Contains("expected rows decided by the threshold 0.9", Run(csv, sample.Data, "--threshold", "0.9").FailedLine());
        Assert.Equal(before, File.ReadAllBytes(csv));
    }

    [Fact]
    public void Append_CsvOfAnotherMake_IsRefused()
    {
        string csv = sample.Below("groups.csv");
        File.WriteAllText(csv, "path,photo_group\na.jpg,b\n");
        Assert.Contains("expected a file of predictions to append to", Run(csv, sample.Data).FailedLine());
        Assert.Equal("path,photo_group\na.jpg,b\n", File.ReadAllText(csv));
    }

    [Fact]
    public async Task Append_KilledAgainAndAgain_EndsWithOneRowAPhoto()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to another process.");
        string csv = sample.Below("killed.csv"), folder = ManyPhotos("killed");
        foreach (int least in new[] { 1, Many / 4, Many / 2 })
        {
            using Process process = Launcher.Start("predict", sample.Model, folder, "--csv", csv, "--append");
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
            await WaitFor(() => Length(csv) > least * 60);
            process.Signal(Kill);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // As if the kill had come in the middle of a row.
        File.WriteAllBytes(csv, File.ReadAllBytes(csv)[..^7]);
        Assert.Equal(Application.Done, Run(csv, folder).ExitCode);
        string[] paths = [.. File.ReadLines(csv).Skip(1).Select(line => line.Split(',')[0])];
        Assert.Equal(Directory.GetFiles(folder).Order(StringComparer.Ordinal), paths);
    }

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task Append_Signal_KeepsTheRowsAndNamesTheCommandThatGoesOn(int signal)
    {
        Signals.SkipWhereIgnored(signal);
        string csv = sample.Below($"signal-{signal}.csv"), folder = ManyPhotos($"signal-{signal}");
        using Process process = Launcher.Start("predict", sample.Model, folder, "--csv", csv, "--append", "--threads", "1");
        Task copying = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        await WaitFor(() => Length(csv) > 2_000);
        process.Signal(signal);
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await copying;
        Assert.Equal(Application.Failed, process.ExitCode);
        Assert.Equal(
            $"cracklab predict: stopped before the end, as asked; {csv} has the rows so far. Go on with: cracklab predict {sample.Model} {folder} --csv {csv} --append --threads 1",
            errors.Trim());
        Assert.InRange(File.ReadLines(csv).Count(), 2, Many);
        Assert.EndsWith("\n", File.ReadAllText(csv));
    }

    [Fact]
    public async Task Append_TwoProcesses_SecondIsRefused()
    {
        string csv = sample.Below("two.csv"), folder = ManyPhotos("two");
        using Process process = Launcher.Start("predict", sample.Model, folder, "--csv", csv, "--append", "--threads", "1");
        Task copying = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);
        await WaitFor(() => Length(csv) > 200);
        CommandRun second = Run(csv, folder);
        Assert.False(process.HasExited, "The first process ended too soon.");
        process.Kill();
        await copying;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains("expected a file that no other process writes to", second.FailedLine());
        Assert.Equal(Application.Done, Run(csv, Path.Combine(folder, "00000.jpg"), Path.Combine(sample.Data, "Negative")).ExitCode);
    }

    [Fact]
    public async Task Predict_NobodyReadsStdout_EndsQuietlyAndLeavesNoCsv()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows' console stream hides a broken pipe.");
        string csv = sample.Below("pipe/pipe.csv"), folder = ManyPhotos("pipes");
        using Process process = Launcher.Start("predict", sample.Model, folder, "--csv", csv);
        process.StandardOutput.Close();
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Application.Failed, ""), (process.ExitCode, errors));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(csv)!));
    }

    private CommandRun Run(string csv, params string[] paths) => CommandRun.Of(["predict", sample.Model, .. paths, "--csv", csv, "--append"]);

    /// <summary>A folder of as many names of one photo.</summary>
    private string ManyPhotos(string name)
    {
        string folder = Directory.CreateDirectory(sample.Below(name)).FullName;
        byte[] photo = File.ReadAllBytes(Path.Combine(sample.Data, "Positive", "00001.jpg"));
        for (int i = 0; i < Many; i++) File.WriteAllBytes(Path.Combine(folder, $"{i:D5}.jpg"), photo);
        return folder;
    }

    private static long Length(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private static async Task WaitFor(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), "The command did not begin its work.");
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }
}
