using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CrackLab.Engine;
using CrackLab.Imaging;

namespace CrackLab.Cli.Tests.Verbs;

public sealed class ServeVerbTests(SampleFolder sample) : IClassFixture<SampleFolder>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Serve_WrongArguments_AreOneLine()
    {
        Assert.StartsWith("cracklab serve: --port: expected", CommandRun.Of("serve", sample.Model, "--port", "65536").UsageLine());
        Assert.StartsWith("cracklab serve: --max-size: expected", CommandRun.Of("serve", sample.Model, "--max-size", "0").UsageLine());
        Assert.StartsWith("cracklab serve: --host: expected", CommandRun.Of("serve", sample.Model, "--host", "evil.example").UsageLine());
        Assert.StartsWith("cracklab serve: --window: expected", CommandRun.Of("serve", sample.Model, "--window", "1").UsageLine());
    }

    [Fact]
    public void Serve_MissingModel_IsOneLine()
    {
        Assert.Contains("received a path that does not exist", CommandRun.Of("serve", sample.Below("missing")).FailedLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void Serve_ModelWithoutPictureSize_AsksForTheWindow()
    {
        Sequential model = Sequential.Load(sample.Model);
        model.Metadata = model.Metadata with { PictureSize = null };
        string file = sample.Below("without-size.safetensors");
        model.Save(file);

        Assert.Contains("Give the window in pixels.", CommandRun.Of("serve", file).FailedLine(), StringComparison.Ordinal);
    }

    [Fact]
    public void Serve_TakenPort_IsOneLine()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        string line = CommandRun.Of("serve", sample.Model, "--window", "64", "--port", $"{port}").FailedLine();

        Assert.StartsWith($"cracklab serve: Port {port}: expected a free port", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_Photo_IsAnsweredUntilASignal()
    {
        Signals.SkipWhereIgnored(Signals.Interrupt);
        using Process process = Launcher.Start("serve", sample.Model, "--window", "64", "--max-size", "1");
        string address = (await process.StandardOutput.ReadLineAsync(Cancellation))!;
        using HttpClient client = new() { BaseAddress = new Uri(address) };
        using ByteArrayContent photo = new(JpegEncoder.Encode(new Image(80, 60)));
        photo.Headers.ContentType = new("image/jpeg");

        JsonElement health = JsonDocument.Parse(await client.GetStringAsync("/healthz", Cancellation)).RootElement;
        using HttpResponseMessage answer = await client.PostAsync("/api/heatmap", photo, Cancellation);
        process.Signal(Signals.Interrupt);
        CommandRun run = await process.Finish();

        Assert.Equal(1_000_000, health.GetProperty("limits").GetProperty("fileBytes").GetInt32());
        Assert.Equal("model", health.GetProperty("model").GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Application.Done, run.ExitCode);
        Assert.Equal(["Ctrl-C ends it."], run.ErrorLines);
    }

    [Fact]
    public async Task Serve_Host_WarnsAndAnswersByItsAddressAlone()
    {
        Signals.SkipWhereIgnored(Signals.Terminate);
        using Process process = Launcher.Start("serve", sample.Model, "--window", "64", "--host", "0.0.0.0");
        string address = (await process.StandardOutput.ReadLineAsync(Cancellation))!;
        using HttpClient client = new() { BaseAddress = new Uri(address) };
        using HttpRequestMessage foreign = new(HttpMethod.Get, "/healthz");
        foreign.Headers.Host = $"evil.example:{client.BaseAddress.Port}";

        using HttpResponseMessage own = await client.GetAsync("/healthz", Cancellation), other = await client.SendAsync(foreign, Cancellation);
        process.Signal(Signals.Terminate);
        CommandRun run = await process.Finish();

        Assert.Equal("127.0.0.1", client.BaseAddress.Host);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (own.StatusCode, other.StatusCode));
        Assert.Equal(["Everyone on the network can use it: there is no password, and photos travel as they are.", "Ctrl-C ends it."], run.ErrorLines);
    }
}
