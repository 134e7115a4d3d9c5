using System.Net;
using Microsoft.AspNetCore.Http;

namespace CrackLab.Web;

/// <summary>Stands before every page of ours: sets the headers that each answer bears, and turns foreign requests away.</summary>
/// <param name="contentSecurityPolicy">The Content-Security-Policy.</param>
internal sealed class Guard(string contentSecurityPolicy)
{
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    private readonly string _policy = $"{contentSecurityPolicy}; frame-ancestors 'none'";

    /// <summary>Lets a request pass, or answers it.</summary>
    /// <param name="context">The request and its answer.</param>
    /// <param name="next">What answers requests that may pass.</param>
    public Task Pass(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = _policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), usb=(), payment=()";
        if (!IsOurHost(context))
        {
            return Problem.WriteAsync(context, new RequestFault(
                StatusCodes.Status400BadRequest,
                $"Host: expected this server's own address and port, received '{context.Request.Host}'. Open the address that the command printed."));
        }

        return IsForeign(context.Request)
            ? Problem.WriteAsync(context, new RequestFault(
                StatusCodes.Status403Forbidden, "Origin: expected a request of this server's own page, received one of another site's. Open the page itself."))
            : next(context);
    }

    /// <summary>Any site may make a name of its own point here; only the machine's own names and its address are answered.</summary>
    private static bool IsOurHost(HttpContext context)
    {
        HostString host = context.Request.Host;
        if ((host.Port ?? 80) != context.Connection.LocalPort)
            return false;
        if (context.Connection.LocalIpAddress is not { } local)
            return false;
        IPAddress address = local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local;
        return IPAddress.IsLoopback(address)
            ? LoopbackNames.Contains(host.Host, StringComparer.OrdinalIgnoreCase)
            : IPAddress.TryParse(host.Host, out IPAddress? named) && named.Equals(address);
    }

    /// <summary>Whether a browser sends this on behalf of another site, and it is more than reading a page.</summary>
    /// <remarks>Browsers let no page set these headers. A program that is no browser sends neither.</remarks>
    private static bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return false;
        string? site = request.Headers["Sec-Fetch-Site"];
        string? origin = request.Headers.Origin;
        return site is not (null or "same-origin" or "none")
            || (origin is not null && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }
}
