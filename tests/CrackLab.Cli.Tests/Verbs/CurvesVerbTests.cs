using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class CurvesVerbTests(RunOfPhotos photos) : IClassFixture<RunOfPhotos>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Curves_Run_WritesOnePage()
    {
        string page = photos.Below("curves.html");

        CommandRun run = CommandRun.Of("curves", photos.Run, "--html", page);

        Assert.Equal(Application.Done, run.ExitCode);
        Assert.StartsWith("run: finished, 3 epochs, best ", run.OutputLines[0], StringComparison.Ordinal);
        Assert.Contains("\"measure\":\"loss\"", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Curves_WrongArguments_AreOneLine()
    {
        Assert.StartsWith("cracklab curves: --port", CommandRun.Of("curves", photos.Run, "--port", "6006").UsageLine());
        Assert.StartsWith("cracklab curves: --follow", CommandRun.Of("curves", photos.Run, "--follow", "--html", "x").UsageLine());
        Assert.Contains("expected at least one run", CommandRun.Of("curves", photos.Data, "--html", photos.Below("none.html")).FailedLine(), StringComparison.Ordinal);
        Assert.False(File.Exists(photos.Below("none.html")));
    }

    [Fact]
    public void Follow_TakenPort_IsOneLine()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        string line = CommandRun.Of("curves", photos.Run, "--follow", "--port", $"{port}").FailedLine();

        Assert.StartsWith($"cracklab curves: Port {port}: expected a free port", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_RunThatIsNotThereYet_WaitsServesAndEndsOnASignal()
    {
        Signals.SkipWhereIgnored(Signals.Interrupt);
        using Process process = Launcher.Start("curves", photos.Below("later"), "--follow");
        string address = (await process.StandardOutput.ReadLineAsync(Cancellation))!;
        using HttpClient client = new() { BaseAddress = new Uri(address) };

        JsonElement json = JsonDocument.Parse(await client.GetStringAsync("/runs.json", Cancellation)).RootElement;
        process.Signal(Signals.Interrupt);
        CommandRun run = await process.Finish();

        Assert.Equal(0, json.GetProperty("runs").GetArrayLength());
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Contains("not there yet; waiting for it", run.Errors, StringComparison.Ordinal);
    }
}
