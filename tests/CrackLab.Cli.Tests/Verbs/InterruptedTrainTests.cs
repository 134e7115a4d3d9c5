using System.Diagnostics;
using CrackLab.Engine;
using CrackLab.Training;

namespace CrackLab.Cli.Tests.Verbs;

/// <summary>Trainings in processes of their own that are asked to stop, or killed.</summary>
public sealed class InterruptedTrainTests(RunOfPhotos photos) : IClassFixture<RunOfPhotos>
{
    private const int Kill = 9;
    private const string ManyEpochs = "60";

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public async Task Train_Signal_SavesWithinTwoSecondsAndNamesTheCommandThatGoesOn(int signal)
    {
        Signals.SkipWhereIgnored(signal);
        string run = photos.Below($"signal {signal}");
        using Process process = Launcher.Start(photos.TrainArguments(run, "--epochs", "2000"));
        await WaitFor(() => Rows(run) > 1);
        var clock = Stopwatch.StartNew();
        process.Signal(signal);
        CommandRun result = await process.Finish();
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}");

        Assert.Equal(Application.Failed, result.ExitCode);
        Assert.Matches(
            $"^cracklab train: interrupted after \\d+ whole epochs; everything so far is saved\\. Go on with: cracklab train \\S+ --out \".+signal {signal}\" --resume$",
            result.StoppedLine());
        Checkpoint last = Checkpoint.Load(Path.Combine(run, "checkpoints", "last.safetensors"));
        Assert.InRange(last.Position.Epoch, 2, 2000);
    }

    [Fact]
    public async Task Train_ResumeWhileAnotherTrains_SaysWhoAndGoesOnWhenThatWasKilled()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to another process.");
        string run = photos.Below("held");
        using Process process = Launcher.Start(photos.TrainArguments(run, "--epochs", "2000"));
        await WaitFor(() => Rows(run) > 1);
        CommandRun refused = photos.Train(run, "--resume", "--epochs", "2000");
        Assert.Contains($"held by process {process.Id} on '{Environment.MachineName}' since ", refused.FailedLine(), StringComparison.Ordinal);

        process.Signal(Kill);
        await process.Finish();
        using Process next = Launcher.Start(photos.TrainArguments(run, "--resume", "--epochs", "2000"));
        int rows = Rows(run);
        await WaitFor(() => Rows(run) > rows);
        next.Signal(Signals.Terminate);
        Assert.Contains("everything so far is saved", (await next.Finish()).StoppedLine(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(run, ".cracklab-*"));
    }

    [Fact]
    public async Task Train_KilledAgainAndAgain_ResumesToTheSameWeights()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to another process.");
        string whole = photos.Below("unkilled");
        Assert.Equal(Application.Done, photos.Train(whole, "--epochs", ManyEpochs).ExitCode);

        string run = photos.Below("killed");
        foreach (int rows in new[] { 0, 1, 7, 20 })
        {
            using Process process = Launcher.Start(photos.TrainArguments(run, "--resume", "--epochs", ManyEpochs));
            await WaitFor(() => rows == 0 ? File.Exists(Path.Combine(run, "run.json")) : Rows(run) > rows);
            process.Signal(Kill);
            await process.Finish();
            Assert.False(File.Exists(Path.Combine(run, "metrics.json")), "The training ended before it was killed.");
        }

        Assert.Equal(Application.Done, photos.Train(run, "--resume", "--epochs", ManyEpochs).ExitCode);
        Assert.Equal(Weights(whole, "best"), Weights(run, "best"));
        Assert.Equal(Weights(whole, "last"), Weights(run, "last"));
        Assert.Equal(File.ReadAllText(Path.Combine(whole, "metrics.json")), File.ReadAllText(Path.Combine(run, "metrics.json")));
    }

    private static float[] Weights(string run, string name) =>
        [.. Sequential.Load(Path.Combine(run, "checkpoints", $"{name}.safetensors")).Parameters.SelectMany(parameter => parameter.Values.ToArray())];

    /// <summary>Lines of history.csv, the header among them.</summary>
    private static int Rows(string run)
    {
        string path = Path.Combine(run, "history.csv");
        return File.Exists(path) ? File.ReadAllLines(path).Length : 0;
    }

    private static async Task WaitFor(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "The training did not begin.");
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }
}
