using System.Net;
using System.Text;
using CrackLab.Display;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CrackLab.Web;

/// <summary>Serves the page of the curves of runs, on this machine alone, while training goes on.</summary>
/// <remarks>"/" is the page; it asks "/runs.json" every second. Nothing is written, and nothing else is answered.</remarks>
public sealed class CurvesServer : IAsyncDisposable
{
    private const string JsonPath = "/runs.json";

    private readonly WebApplication _application;

    private CurvesServer(WebApplication application, Uri address) => (_application, Address) = (application, address);

    /// <summary>Where the page is, such as http://127.0.0.1:6006/.</summary>
    public Uri Address { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="paths">Folders of runs, or folders that hold such; they need not be there yet.</param>
    /// <param name="port">Port on 127.0.0.1, 1..65535; 0 for a free one.</param>
    /// <param name="time">Clock, or <see langword="null"/> for the system's.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<CurvesServer> StartAsync(
        IReadOnlyList<string> paths, int port = 0, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        RunWatch watch = new(paths, time ?? TimeProvider.System);
        WebApplication application = PageServer.Build(IPAddress.Loopback, port, CurvesPage.ContentSecurityPolicy);
        application.Run(context => Answer(context, watch));
        return new CurvesServer(application, await PageServer.StartAsync(application, IPAddress.Loopback, port, cancellationToken));
    }

    /// <summary>Stops answering, within a second.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static Task Answer(HttpContext context, RunWatch watch)
    {
        bool isJson = context.Request.Path == JsonPath;
        if (!isJson && context.Request.Path != "/")
            return Refuse(context, StatusCodes.Status404NotFound, "expected / or /runs.json");
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Get;
            return Refuse(context, StatusCodes.Status405MethodNotAllowed, "expected GET");
        }

        context.Response.ContentType = isJson ? "application/json; charset=utf-8" : "text/html; charset=utf-8";
        string body = isJson ? CurvesPage.ToJson(watch.Read()) : CurvesPage.Render(watch.Read(), JsonPath);
        return context.Response.WriteAsync(body, Encoding.UTF8, context.RequestAborted);
    }

    private static Task Refuse(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason + "\n", context.RequestAborted);
    }
}
