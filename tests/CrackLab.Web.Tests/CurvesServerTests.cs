using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using CrackLab.Tracking;
using CrackLab.Training;

namespace CrackLab.Web.Tests;

public sealed class CurvesServerTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("cracklab-web-tests-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Page_AnyRun_HasOurHeadersAndStandsAlone()
    {
        AddRun("<b>first", 1);
        await using CurvesServer server = await Start();
        using HttpClient client = new() { BaseAddress = server.Address };

        using HttpResponseMessage answer = await client.GetAsync("/", Cancellation);
        string page = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("127.0.0.1", server.Address.Host);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Contains("data-source=\"/runs.json\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>first", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_WhileEpochsAreAdded_Grows()
    {
        StandingTime time = new();
        await using CurvesServer server = await CurvesServer.StartAsync([Path.Combine(_root, "later")], 0, time, Cancellation);
        using HttpClient client = new() { BaseAddress = server.Address };

        Assert.Equal(0, (await Runs(client)).GetArrayLength());
        AddRun("later", 1);
        Assert.Equal(0, (await Runs(client)).GetArrayLength());
        time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await Runs(client))[0].GetProperty("epochs").GetInt32());
        AddRun("later", 3);
        time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(3, (await Runs(client))[0].GetProperty("epochs").GetInt32());
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1:1", HttpStatusCode.BadRequest)]
    [InlineData("localhost:PORT", HttpStatusCode.OK)]
    [InlineData("evil.example:PORT", HttpStatusCode.BadRequest)]
    public async Task Host_Foreign_IsRefused(string host, HttpStatusCode expected)
    {
        await using CurvesServer server = await Start();
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(server.Address, "/runs.json"));
        request.Headers.Host = host.Replace("PORT", $"{server.Address.Port}", StringComparison.Ordinal);

        using HttpResponseMessage answer = await client.SendAsync(request, Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Others_PathsAndMethods_AreRefused()
    {
        await using CurvesServer server = await Start();
        using HttpClient client = new() { BaseAddress = server.Address };

        using HttpResponseMessage file = await client.GetAsync("/run.json", Cancellation);
        using HttpResponseMessage post = await client.PostAsync("/", null, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, file.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
    }

    [Fact]
    public async Task Start_TakenPort_SaysSo()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;

        IOException error = await Assert.ThrowsAsync<IOException>(() => CurvesServer.StartAsync([_root], port, null, Cancellation));

        Assert.StartsWith($"Port {port}: expected a free port", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_Server_LeavesThePort()
    {
        CurvesServer server = await Start();
        await server.DisposeAsync();

        using TcpListener listener = new(IPAddress.Loopback, server.Address.Port);
        listener.Start();
    }

    private static async Task<JsonElement> Runs(HttpClient client) =>
        JsonDocument.Parse(await client.GetStringAsync("/runs.json", Cancellation)).RootElement.GetProperty("runs");

    private Task<CurvesServer> Start() => CurvesServer.StartAsync([_root], 0, null, Cancellation);

    private void AddRun(string name, int epochs)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        History.WriteCsv(
            Path.Combine(folder, "history.csv"),
            Enumerable.Range(1, epochs).Select(epoch => new EpochResult(epoch, 1.0 / epoch, 0.5, null, null, 1e-3, 100, 1)));
    }
}
