using System.Diagnostics;

namespace CrackLab.Cli.Tests;

public sealed class LauncherTests(SampleFolder sample) : IClassFixture<SampleFolder>
{
    [Fact]
    public async Task Launcher_Json_IsAllThatStdoutHolds()
    {
        using Process process = Launcher.Start("inspect", sample.Data, "--json");
        CommandRun run = await process.Finish();
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Equal(sample.Data, run.Json.GetProperty("path").GetString());
    }

    [Fact]
    public async Task Launcher_Version_IsThatOfTheAssembly()
    {
        using Process process = Launcher.Start("--version");
        CommandRun run = await process.Finish();
        Assert.Equal(typeof(Application).Assembly.GetName().Version!.ToString(3), run.Output.Trim());
    }

    [Fact]
    public async Task Launcher_Failure_IsOneLineOnStderr()
    {
        using Process process = Launcher.Start("inspect", sample.Below("missing"));
        Assert.StartsWith("cracklab inspect: ", (await process.Finish()).FailedLine());
    }

    [Fact]
    public async Task Launcher_NameOutsideAscii_IsWrittenInUtf8()
    {
        string photo = sample.Below("Straße 橋.jpg");
        File.Copy(Path.Combine(sample.Data, "Positive", "00001.jpg"), photo);
        using Process process = Launcher.Start("predict", sample.Model, photo, "--json");
        CommandRun run = await process.Finish();
        Assert.Contains(photo, run.Output);
        Assert.StartsWith("{", run.Output);
    }

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task Launcher_Signal_EndsCleanly(int signal)
    {
        Signals.SkipWhereIgnored(signal);
        string folder = sample.Below($"signal-{signal}");
        using Process process = Launcher.Start("data", "sample", "--out", folder, "--count", "100000");
        await WaitFor(() => Directory.GetDirectories(sample.Below("."), ".cracklab-*").Length > 0);
        process.Signal(signal);
        CommandRun run = await process.Finish();
        Assert.Equal("cracklab data sample: stopped before the end, as asked.", run.FailedLine());
        Assert.Empty(Directory.GetFileSystemEntries(sample.Below("."), $"signal-{signal}*"));
        Assert.Empty(Directory.GetFileSystemEntries(sample.Below("."), ".*"));
    }

    [Fact]
    public async Task Launcher_NobodyReadsStdout_EndsQuietly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows' console stream hides a broken pipe.");
        using Process process = Launcher.Start("inspect", sample.Data, "--json");
        process.StandardOutput.Close();
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(errors);
        Assert.Equal(Application.Failed, process.ExitCode);
    }

    private static async Task WaitFor(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), "The command did not begin its work.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
