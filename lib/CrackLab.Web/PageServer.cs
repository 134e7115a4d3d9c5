using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CrackLab.Web;

/// <summary>An HTTP server for pages of ours: it writes no log, leaves signals alone, and everything passes the <see cref="Guard"/>.</summary>
internal static class PageServer
{
    /// <summary>Bytes that a connection holds of a body that nobody reads yet; the rest stays at the sender.</summary>
    private const int UnreadBytes = 64 * 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    /// <summary>Builds a server that answers nothing yet but refuses what is foreign.</summary>
    /// <param name="address">Address to listen at; the loopback one is reached from this machine alone.</param>
    /// <param name="port">Port there; 0 for a free one.</param>
    /// <param name="contentSecurityPolicy">The Content-Security-Policy of its answers.</param>
    /// <param name="limit">Sets limits, or <see langword="null"/> for the usual ones.</param>
    public static WebApplication Build(
        IPAddress address, int port, string contentSecurityPolicy, Action<KestrelServerLimits>? limit = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            limit?.Invoke(options.Limits);
            options.Listen(address, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.Configure<SocketTransportOptions>(options => options.MaxReadBufferSize = UnreadBytes);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Grace);
        builder.Services.AddSingleton<IHostLifetime, StandingLifetime>();
        WebApplication application = builder.Build();
        application.Use(new Guard(contentSecurityPolicy).Pass);
        return application;
    }

    /// <summary>Starts a server.</summary>
    /// <param name="application">What <see cref="Build"/> gave.</param>
    /// <param name="address">The address that was asked for, to be named where the port is taken.</param>
    /// <param name="port">The port that was asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where it listens.</returns>
    /// <exception cref="IOException">The port is taken, or may not be used.</exception>
    public static async Task<Uri> StartAsync(WebApplication application, IPAddress address, int port, CancellationToken cancellationToken)
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
                $"Port {port}: expected a free port on {address}, received one that cannot be had. Stop the other program, or choose another port.", e);
        }

        IServerAddressesFeature? addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        return new Uri(addresses!.Addresses.Single());
    }
}
