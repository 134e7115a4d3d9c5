using System.Net.Http.Headers;
using System.Text.Json;
using CrackLab.Web.Inspection;

namespace CrackLab.Web.Tests.Inspection;

/// <summary>An inspection server with the model of dark lines, and ways to talk to it.</summary>
public sealed class Served : IAsyncLifetime
{
    /// <summary>Most bytes of a photo that it takes.</summary>
    public const int MaxFileBytes = 2_000_000;

    private InspectionServer? _server;

    /// <summary>How it is started.</summary>
    internal InspectionOptions Options { get; init; } = new()
    {
        MaxFileBytes = MaxFileBytes,
        MaxPixels = 4_000_000,
        MaxFiles = 5,
        OnFault = Faults.Add,
    };

    /// <summary>Faults of servers of tests; there should be none.</summary>
    public static System.Collections.Concurrent.ConcurrentBag<Exception> Faults { get; } = [];

    /// <summary>Where it is.</summary>
    public Uri Address => _server!.Address;

    /// <summary>A client of it.</summary>
    public HttpClient Client { get; private set; } = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts a server with other options.</summary>
    internal static async Task<Served> StartAsync(InspectionOptions options)
    {
        Served served = new() { Options = options };
        await served.InitializeAsync();
        return served;
    }

    public async ValueTask InitializeAsync()
    {
        _server = await InspectionServer.StartAsync(DarkLines.Model(), Options, CancellationToken.None);
        Client = new HttpClient { BaseAddress = _server.Address };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
    }

    /// <summary>Sends bytes as they are.</summary>
    public Task<HttpResponseMessage> Post(string path, byte[] body, string? type = "image/jpeg") => Client.PostAsync(path, Content(body, type), Cancellation);

    /// <summary>Sends files in parts.</summary>
    public async Task<HttpResponseMessage> PostParts(string path, params (string Name, string Type, byte[] Bytes)[] files)
    {
        using MultipartFormDataContent form = [];
        foreach ((string name, string type, byte[] bytes) in files)
            form.Add(Content(bytes, type), "photo", name);
        return await Client.PostAsync(path, form, Cancellation);
    }

    /// <summary>An answer of 200 as JSON.</summary>
    public static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Asserts a problem and gives it.</summary>
    public static async Task<JsonElement> Problem(HttpResponseMessage answer, int status)
    {
        string text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True((int)answer.StatusCode == status, $"expected {status}, received {(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        JsonElement problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Matches(@"^[^:]+: .*expected .+, received .+\. [^.]+\.$", problem.GetProperty("detail").GetString());
        return problem;
    }

    private static ByteArrayContent Content(byte[] body, string? type)
    {
        ByteArrayContent content = new(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
