using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Web.Inspection;

namespace CrackLab.Web.Tests.Inspection;

/// <summary>The server does what its own description says, route by route and status by status.</summary>
public sealed class OpenApiTests(Served served) : IClassFixture<Served>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_Routes_AreAllThereAre()
    {
        JsonNode document = await Document();

        Assert.StartsWith("3.1.", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(typeof(InspectionServer).Assembly.GetName().Version!.ToString(3), document["info"]!["version"]!.GetValue<string>());
        Assert.Equal(["/healthz get", "/api/predict post", "/api/heatmap post"], Operations(document).Select(one => $"{one.Path} {one.Method}"));
    }

    [Fact]
    public async Task Document_References_LeadSomewhere()
    {
        JsonNode document = await Document();
        SchemaCheck check = new(document);

        Assert.All(Nodes(document).Where(node => node is JsonObject && node["$ref"] is not null), node => Assert.NotNull(check.Resolve(node)));
    }

    [Theory]
    [InlineData("/healthz", 200)]
    [InlineData("/api/predict", 200)]
    [InlineData("/api/predict", 400)]
    [InlineData("/api/predict", 403)]
    [InlineData("/api/predict", 408)]
    [InlineData("/api/predict", 413)]
    [InlineData("/api/predict", 415)]
    [InlineData("/api/predict", 422)]
    [InlineData("/api/predict", 503)]
    [InlineData("/api/predict", 405)]
    [InlineData("/api/heatmap", 200)]
    [InlineData("/api/heatmap", 400)]
    [InlineData("/api/heatmap", 403)]
    [InlineData("/api/heatmap", 408)]
    [InlineData("/api/heatmap", 413)]
    [InlineData("/api/heatmap", 415)]
    [InlineData("/api/heatmap", 422)]
    [InlineData("/api/heatmap", 503)]
    [InlineData("/healthz", 405)]
    public async Task Answer_OfEachStatus_IsAsDescribed(string path, int status)
    {
        using HttpResponseMessage answer = await Provoke(path, status);

        Assert.Equal(status, (int)answer.StatusCode);
        await AssertDescribed(answer, path);
    }

    [Theory]
    [InlineData("/api/predict")]
    [InlineData("/api/heatmap?steps=3&mmPerPixel=0.5")]
    public async Task Answer_AboutParts_IsAsDescribed(string path)
    {
        using HttpResponseMessage answer = await served.PostParts(
            path, ("a.jpg", "image/jpeg", DarkLines.Jpeg(90, 60, 20)), ("b.txt", "text/plain", [65]), ("c.jpg", "image/jpeg", [1, 2, 3]), ("d.png", "image/png", DarkLines.Png(40, 40)));

        Assert.Equal(200, (int)answer.StatusCode);
        await AssertDescribed(answer, path.Split('?')[0]);
    }

    [Fact]
    public async Task Parameters_Described_AreTakenAtTheirEnds()
    {
        JsonNode document = await Document();
        SchemaCheck check = new(document);
        foreach ((string path, _, JsonNode operation) in Operations(document).Where(one => one.Method == "post"))
        {
            foreach (JsonNode parameter in operation["parameters"]!.AsArray().Select(one => check.Resolve(one!)))
            {
                string name = parameter["name"]!.GetValue<string>();
                JsonNode schema = parameter["schema"]!;
                foreach (string value in new[] { schema["minimum"], schema["maximum"] }.OfType<JsonNode>().Select(end => end.ToJsonString()))
                {
                    using HttpResponseMessage answer = await served.Post($"{path}?{name}={Uri.EscapeDataString(value)}", DarkLines.Jpeg(40, 40));
                    Assert.True(answer.IsSuccessStatusCode, $"{path}: {name}={value}: {await answer.Content.ReadAsStringAsync(Cancellation)}");
                }
            }
        }
    }

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("""{"title":"x","status":4,"detail":"y"}""")]
    public async Task Check_OtherJson_IsNotAsDescribed(string json)
    {
        JsonNode document = await Document();

        Assert.NotEmpty(new SchemaCheck(document).Faults(JsonDocument.Parse(json).RootElement, document["components"]!["schemas"]!["Problem"]!));
    }

    private async Task AssertDescribed(HttpResponseMessage answer, string path)
    {
        JsonNode document = await Document();
        SchemaCheck check = new(document);
        JsonNode responses = document["paths"]![path]!.AsObject().First().Value!["responses"]!;
        JsonNode described = check.Resolve(responses[$"{(int)answer.StatusCode}"] ?? responses["default"]!);
        JsonNode content = described["content"]![answer.Content.Headers.ContentType!.MediaType!]!;
        JsonElement body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement;

        Assert.Empty(check.Faults(body, content["schema"]!));
    }

    private async Task<HttpResponseMessage> Provoke(string path, int status)
    {
        byte[] photo = DarkLines.Jpeg(90, 60, 20);
        switch (status)
        {
            case 200:
                return path == "/healthz" ? await served.Client.GetAsync(path, Cancellation) : await served.Post(path, photo);
            case 405:
                return await served.Client.DeleteAsync(path, Cancellation);
            case 400:
                return await served.Post($"{path}?senseless=1", photo);
            case 403:
                using (HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(photo) })
                {
                    request.Headers.Add("Origin", "https://evil.example");
                    return await served.Client.SendAsync(request, Cancellation);
                }

            case 413:
                return await served.Post(path, new byte[Served.MaxFileBytes + 1]);
            case 415:
                return await served.Post(path, photo, "image/webp");
            case 422:
                return await served.Post(path, Encoding.ASCII.GetBytes("no picture"));
            case 408:
                await using (Served impatient = await Served.StartAsync(new InspectionOptions { UploadTime = TimeSpan.FromMilliseconds(100) }))
                    return Parse(await RawRequest.Send(impatient.Address, $"POST {path} HTTP/1.1\r\nHost: HOST\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nabc"));
            default:
                await using (Served busy = await Served.StartAsync(new InspectionOptions { WaitTime = TimeSpan.Zero, Places = 1, MaxWaiting = 1 }))
                {
                    using RawRequest holder = await RawRequest.Open(
                        busy.Address, "POST /api/predict HTTP/1.1\r\nHost: HOST\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nabc");
                    HttpResponseMessage answer;
                    do
                        answer = await busy.Post(path, photo);
                    while (answer.IsSuccessStatusCode);
                    return await Buffered(answer);
                }
        }
    }

    private static HttpResponseMessage Parse(string raw)
    {
        string[] parts = raw.Split("\r\n\r\n", 2);
        string type = parts[0].Split("\r\n").Single(line => line.StartsWith("Content-Type: ", StringComparison.Ordinal))["Content-Type: ".Length..];
        return new HttpResponseMessage((HttpStatusCode)int.Parse(raw.AsSpan(9, 3), CultureInfo.InvariantCulture))
        {
            Content = new StringContent(parts[1], MediaTypeHeaderValue.Parse(type)),
        };
    }

    private static async Task<HttpResponseMessage> Buffered(HttpResponseMessage answer)
    {
        await answer.Content.LoadIntoBufferAsync(Cancellation);
        return answer;
    }

    private async Task<JsonNode> Document() => JsonNode.Parse(await served.Client.GetStringAsync("/openapi.json", Cancellation))!;

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(one => (path.Key, one.Key, one.Value!)));

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => (node switch
    {
        JsonObject inner => inner.Select(one => one.Value),
        JsonArray inner => inner,
        _ => [],
    }).OfType<JsonNode>().SelectMany(Nodes).Prepend(node);
}
