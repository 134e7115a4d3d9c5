using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrackLab.Web;

/// <summary>An HTTP server that only this machine reaches, with the headers that every page of ours bears.</summary>
internal static class LoopbackServer
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private static readonly string[] Names = ["localhost", "127.0.0.1"];

    /// <summary>Builds a server that answers nothing yet but refuses foreign hosts.</summary>
    /// <param name="port">Port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="contentSecurityPolicy">The Content-Security-Policy of its answers.</param>
    public static WebApplication Build(int port, string contentSecurityPolicy)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, port);
        });
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Grace);
        builder.Services.AddSingleton<IHostLifetime, StandingLifetime>();
        WebApplication application = builder.Build();
        application.Use((context, next) => Guard(context, next, contentSecurityPolicy));
        return application;
    }

    /// <summary>Starts a server.</summary>
    /// <param name="application">What <see cref="Build"/> gave.</param>
    /// <param name="port">The port that was asked for, to be named where it is taken.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where it listens.</returns>
    /// <exception cref="IOException">The port is taken, or may not be used.</exception>
    public static async Task<Uri> StartAsync(WebApplication application, int port, CancellationToken cancellationToken)
    {
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is AddressInUseException or System.Net.Sockets.SocketException
            || (e is IOException && e.InnerException is AddressInUseException))
        {
            await application.DisposeAsync();
            throw new IOException(
                $"Port {port}: expected a free port on 127.0.0.1, received one that cannot be had. Stop the other program, or choose another port.", e);
        }

        IServerAddressesFeature? addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        return new Uri(addresses!.Addresses.Single());
    }

    /// <summary>Any site may make a name of its own point to 127.0.0.1; only our own names are answered.</summary>
    private static Task Guard(HttpContext context, RequestDelegate next, string contentSecurityPolicy)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = $"{contentSecurityPolicy}; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        HostString host = context.Request.Host;
        if (Names.Contains(host.Host, StringComparer.OrdinalIgnoreCase) && (host.Port ?? 80) == context.Connection.LocalPort)
            return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync("expected the host localhost or 127.0.0.1 with this server's port\n", context.RequestAborted);
    }
}
