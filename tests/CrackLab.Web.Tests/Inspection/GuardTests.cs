using System.Net;
using System.Net.Http.Headers;

namespace CrackLab.Web.Tests.Inspection;

public sealed class GuardTests(Served served) : IClassFixture<Served>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/inspection.js")]
    [InlineData("/openapi.json")]
    [InlineData("/healthz")]
    [InlineData("/missing")]
    public async Task Answers_All_BearOurHeaders(string path)
    {
        using HttpResponseMessage answer = await served.Client.GetAsync(path, Cancellation);

        string policy = One(answer, "Content-Security-Policy");
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; ", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", One(answer, "X-Frame-Options"));
        Assert.Equal("no-referrer", One(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Resource-Policy"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Opener-Policy"));
        Assert.Contains("geolocation=()", One(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Empty(answer.Headers.Server);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "http://127.0.0.1.evil.example")]
    [InlineData("Origin", "file://")]
    public async Task Post_OfAnotherSite_IsRefused(string header, string value)
    {
        using HttpRequestMessage request = Request(HttpMethod.Post, "/api/predict");
        request.Headers.Add(header, value);

        await Served.Problem(await served.Client.SendAsync(request, Cancellation), 403);
    }

    [Fact]
    public async Task Post_OfOurPage_Passes()
    {
        using HttpRequestMessage request = Request(HttpMethod.Post, "/api/predict");
        request.Headers.Add("Origin", served.Address.GetLeftPart(UriPartial.Authority));
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        await Served.Json(await served.Client.SendAsync(request, Cancellation));
    }

    [Theory]
    [InlineData("evil.example:PORT")]
    [InlineData("127.0.0.1:1")]
    [InlineData("127.0.0.1.evil.example:PORT")]
    [InlineData("127.0.0.2:PORT")]
    [InlineData("localhost.evil.example:PORT")]
    [InlineData("0.0.0.0:PORT")]
    public async Task Host_Foreign_IsRefused(string host)
    {
        using HttpRequestMessage request = Request(HttpMethod.Get, "/healthz");
        request.Headers.Host = host.Replace("PORT", $"{served.Address.Port}", StringComparison.Ordinal);

        await Served.Problem(await served.Client.SendAsync(request, Cancellation), 400);
    }

    [Theory]
    [InlineData("GET", "/..%2f..%2fetc/passwd", 404)]
    [InlineData("GET", "/../inspection.cs", 404)]
    [InlineData("GET", "/%2e%2e/%2e%2e/etc/passwd", 404)]
    [InlineData("GET", "/..%5c..%5cwindows%5cwin.ini", 404)]
    [InlineData("GET", "/..%255c..%252fetc/passwd", 404)]
    [InlineData("GET", "/inspection.js/..%2f..%2fCrackLab.dll", 404)]
    [InlineData("GET", "//evil.example/", 404)]
    [InlineData("GET", "/Inspection.js", 404)]
    [InlineData("GET", "/api/predict", 405)]
    [InlineData("OPTIONS", "/api/predict", 405)]
    [InlineData("PUT", "/api/heatmap", 405)]
    [InlineData("POST", "/", 405)]
    [InlineData("POST", "/healthz", 405)]
    [InlineData("DELETE", "/openapi.json", 405)]
    public async Task Routes_Others_AreRefused(string method, string path, int status)
    {
        string answer = await RawRequest.Send(served.Address, $"{method} {path} HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Equal(status == 405, answer.Contains("\r\nAllow: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Head_Page_IsAnsweredWithoutABody()
    {
        using HttpRequestMessage request = Request(HttpMethod.Head, "/");
        using HttpResponseMessage answer = await served.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Content.Headers.ContentLength > 1000);
    }

    [Fact]
    public async Task Page_Everything_ComesFromHere()
    {
        foreach (string path in new[] { "/", "/report.css", "/inspection.css", "/inspection.js", "/downloads.js", "/heat.js", "/list.js", "/map.js", "/page.js", "/queue.js", "/regions.js", "/viewer.js", "/icon.svg" })
        {
            using HttpResponseMessage answer = await served.Client.GetAsync(path, Cancellation);
            string text = await answer.Content.ReadAsStringAsync(Cancellation);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
            Assert.DoesNotContain("http://", text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
            Assert.DoesNotContain(" style=", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_Script_HasTheReportsColours()
    {
        string page = await served.Client.GetStringAsync("/", Cancellation);

        (double r, double g, double b) = Explanation.HeatColours.Of(1);
        Assert.Contains($"data-colours=\"00224e", page, StringComparison.Ordinal);
        Assert.Contains($"{(int)r:x2}{(int)g:x2}{(int)b:x2}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{colours}", page, StringComparison.Ordinal);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path)
    {
        HttpRequestMessage request = new(method, path);
        if (method == HttpMethod.Post)
        {
            request.Content = new ByteArrayContent(DarkLines.Jpeg(40, 40));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        }

        return request;
    }

    private static string One(HttpResponseMessage answer, string header) => Assert.Single(answer.Headers.GetValues(header));
}
