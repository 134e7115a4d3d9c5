using System.Diagnostics;
using System.Text.Json;

namespace CrackLab.Cli.Tests.Verbs;

/// <summary>Sweeps in this process, and in processes of their own that are killed, asked to stop, or at work together.</summary>
public sealed class SweepVerbTests(RunOfPhotos photos) : IClassFixture<RunOfPhotos>
{
    private const int Kill = 9;
    private const int Trials = 8;

    [Fact]
    public void Sweep_Halving_TellsTheBestAndWritesThePage()
    {
        string folder = photos.Below("halved");
        CommandRun run = CommandRun.Of("sweep", Spec("halved", epochs: 4), "--out", folder, "--parallel", "2", "--threads", "2");

        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Empty(run.Errors);
        Assert.Contains("8 trials, 16 epochs; the best first:", run.Output, StringComparison.Ordinal);
        Assert.Contains("cracklab evaluate ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Leaderboard", File.ReadAllText(Path.Combine(folder, "sweep.html")), StringComparison.Ordinal);

        CommandRun again = CommandRun.Of("sweep", Spec("halved", epochs: 4), "--out", folder, "--resume", "--json");
        Assert.Equal([1, 1, 1, 1, 2, 2, 4, 4], Epochs(again.Json).Order());
        Assert.Equal(again.Json.GetProperty("best").GetInt32(), again.Json.GetProperty("trials").EnumerateArray()
            .Where(trial => trial.GetProperty("epochs").GetArrayLength() == 4).MaxBy(trial => trial.GetProperty("score").GetDouble()).GetProperty("number").GetInt32());
        string best = again.Json.GetProperty("trials")[again.Json.GetProperty("best").GetInt32() - 1].GetProperty("run").GetString()!;
        Assert.Equal(Application.Done, CommandRun.Of("evaluate", best).ExitCode);
    }

    [Fact]
    public void Sweep_ResumeInAFolderOfOtherFiles_IsRefusedAndNothingTouched()
    {
        string folder = photos.Below("foreign");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "mine.txt"), "keep");
        Assert.Contains("expected a sweep to go on with", CommandRun.Of("sweep", Spec("foreign", epochs: 4), "--out", folder, "--resume").FailedLine(), StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Sweep_KilledAgainAndAgain_EndsAsIfItHadNotBeen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to another process.");
        string whole = photos.Below("unkilled sweep"), folder = photos.Below("killed sweep"), spec = Spec("killed", epochs: 8);
        JsonElement expected = CommandRun.Of("sweep", spec, "--out", whole, "--threads", "1", "--json").Json;
        foreach (int epochs in new[] { 0, 3, 9, 14 })
        {
            using Process process = Launcher.Start("sweep", spec, "--out", folder, "--resume", "--threads", "1");
            await WaitFor(() => epochs == 0 ? File.Exists(Path.Combine(folder, "sweep.sqlite")) : Rows(folder) >= epochs);
            process.Signal(Kill);
            await process.Finish();
        }

        JsonElement result = CommandRun.Of("sweep", spec, "--out", folder, "--resume", "--threads", "1", "--json").Json;

        Assert.True(result.GetProperty("finished").GetBoolean());
        Assert.Equal(Scores(expected), Scores(result));
        Assert.Equal(Epochs(expected), Epochs(result));
        Assert.True(Workers(result).Distinct(StringComparer.Ordinal).Count() >= 3, "The sweep ended before it was killed.");
    }

    [Fact]
    public async Task Sweep_TwoProcessesAtOnce_ShareTheTrialsAndRepeatNone()
    {
        string folder = photos.Below("shared"), spec = Spec("shared", epochs: 8);
        using Process first = Launcher.Start("sweep", spec, "--out", folder, "--resume", "--threads", "1", "--json");
        using Process second = Launcher.Start("sweep", spec, "--out", folder, "--resume", "--threads", "1", "--json");
        CommandRun[] runs = await Task.WhenAll(first.Finish(seconds: 240), second.Finish(seconds: 240));

        Assert.All(runs, run => Assert.Equal((Application.Done, ""), (run.ExitCode, run.Errors)));
        JsonElement result = CommandRun.Of("sweep", spec, "--out", folder, "--resume", "--json").Json;
        Assert.Equal([1, 1, 1, 1, 2, 2, 4, 8], Epochs(result).Order());
        Assert.Equal(2, Workers(result).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Trials + 4 + 2 + 1, Directory.EnumerateFiles(Path.Combine(folder, "claims")).Count());
    }

    [Fact]
    public async Task Sweep_Interrupted_SaysHowToGoOn()
    {
        Signals.SkipWhereIgnored(Signals.Interrupt);
        string folder = photos.Below("interrupted sweep"), spec = Spec("interrupted", epochs: 800, halving: "");
        using Process process = Launcher.Start("sweep", spec, "--out", folder, "--threads", "1");
        await WaitFor(() => Rows(folder) > 10);
        process.Signal(Signals.Interrupt);
        CommandRun run = await process.Finish();

        Assert.Equal(Application.Failed, run.ExitCode);
        Assert.Matches(
            "^cracklab sweep: interrupted after \\d+ whole epochs; everything so far is saved\\. Go on with: cracklab sweep \\S+interrupted.json --out \".+interrupted sweep\" --resume$",
            run.StoppedLine());
    }

    [Fact]
    public void Sweep_BadSpecification_IsOneLine()
    {
        string spec = photos.Below("bad.json");
        File.WriteAllText(spec, """{"data": "photos", "parameters": {"learningRate": {"choice": [-1]}}}""");

        Assert.Equal(
            $"cracklab sweep: {spec}: parameters.learningRate: Setting 'learningRate': expected a number above 0, received -1. Give another value.",
            CommandRun.Of("sweep", spec, "--out", photos.Below("bad")).FailedLine());
        Assert.False(Directory.Exists(photos.Below("bad")));
    }

    [Fact]
    public async Task Sweep_NoSlurm_LeavesTheScriptAndSaysSo()
    {
        string folder = photos.Below("no slurm");
        var start = new ProcessStartInfo(Launcher.FullPath, ["sweep", Spec("slurm", epochs: 4), "--out", folder, "--scheduler", "slurm", "--jobs", "3", "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = photos.Data;
        using Process process = Process.Start(start)!;
        string line = (await process.Finish(seconds: 120)).FailedLine();

        Assert.StartsWith("cracklab sweep: sbatch: expected Slurm's commands on the PATH, received none.", line);
        string[] script = File.ReadAllLines(Path.Combine(folder, "slurm.sh"));
        Assert.Contains("#SBATCH --array=0-2", script);
        Assert.EndsWith(" --resume --threads \"${SLURM_CPUS_PER_TASK:-1}\"", script[^1]);
        Assert.Contains($"'{folder}'", script[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--parallel", "0")]
    [InlineData("--trials", "1001")]
    [InlineData("--scheduler", "cron")]
    public void Sweep_WrongOption_IsWrongUsage(string option, string value) =>
        Assert.Contains(option, CommandRun.Of("sweep", "spec.json", "--out", "x", option, value).UsageLine(), StringComparison.Ordinal);

    private string Spec(string name, int epochs, string halving = "\"halving\": { \"factor\": 2 },")
    {
        string path = photos.Below(name + ".json");
        File.WriteAllText(path, $$"""
            { "data": "photos", "settings": { "size": 32, "epochs": {{epochs}}, "batchSize": 8 }, "search": "grid", {{halving}}
              "parameters": { "learningRate": { "choice": [1e-4, 1e-3, 4e-3, 1e-2] }, "seed": { "choice": [1, 2] } } }
            """);
        return path;
    }

    private static IEnumerable<int> Epochs(JsonElement sweep) => sweep.GetProperty("trials").EnumerateArray().Select(trial => trial.GetProperty("epochs").GetArrayLength());

    private static IEnumerable<double> Scores(JsonElement sweep) => sweep.GetProperty("trials").EnumerateArray().Select(trial => trial.GetProperty("score").GetDouble());

    private static IEnumerable<string> Workers(JsonElement sweep) =>
        sweep.GetProperty("trials").EnumerateArray().SelectMany(trial => trial.GetProperty("workers").EnumerateArray()).Select(worker => worker.GetString()!);

    /// <summary>Epochs of all trials together, as their history.csv files have them.</summary>
    private static int Rows(string folder)
    {
        string trials = Path.Combine(folder, "trials");
        return Directory.Exists(trials)
            ? Directory.EnumerateFiles(trials, "history.csv", SearchOption.AllDirectories).Sum(file => File.ReadAllLines(file).Length - 1)
            : 0;
    }

    private static async Task WaitFor(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "The sweep did not begin.");
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
    }
}
