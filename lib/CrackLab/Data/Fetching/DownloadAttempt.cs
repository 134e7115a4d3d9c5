using System.Net;
using System.Net.Http.Headers;

namespace CrackLab.Data.Fetching;

/// <summary>One request for a file or for the rest of it.</summary>
internal sealed class DownloadAttempt(HttpClient client, FetchOptions options, IProgress<FetchProgress>? progress)
{
    private const int BufferBytes = 1 << 17;
    private const int TooEarly = 425;

    /// <summary>Receives the file, or its rest where the server agrees that it is the same file.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="file">What is there of it.</param>
    /// <param name="cancellation">Stops; what was received stays.</param>
    /// <exception cref="TransientException">The attempt broke off.</exception>
    /// <exception cref="HttpRequestException">The server was not reached.</exception>
    /// <exception cref="AddressException">The server does not give the file.</exception>
    public async Task Run(Uri address, PartialDownload file, CancellationToken cancellation)
    {
        if (file.Record?.Condition is null)
            file.Discard();
        long have = file.Length;
        if (have > 0 && have == file.Record?.Length)
            return;

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, to: null);
            request.Headers.IfRange = file.Record!.Condition;
        }

        using HttpResponseMessage reply = await Patiently(
            token => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellation).ConfigureAwait(false);
        switch (reply.StatusCode)
        {
            case HttpStatusCode.OK:
                file.Begin(DownloadRecord.Of(reply));
                break;
            case HttpStatusCode.PartialContent when have > 0 && file.Record!.IsContinuedBy(reply, have):
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable when have > 0:
                file.Discard();
                throw new TransientException("another file than the part that was there");
            default:
                throw Refusal(reply);
        }

        await Receive(reply, file, cancellation).ConfigureAwait(false);
    }

    private async Task Receive(HttpResponseMessage reply, PartialDownload file, CancellationToken cancellation)
    {
        long? whole = file.Record!.Length;
        Stream body = await reply.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[BufferBytes];
        long have;
        await using (FileStream part = file.Append())
        {
            have = part.Length;
            while (true)
            {
                int count = await Patiently(token => body.ReadAsync(buffer, token).AsTask(), cancellation).ConfigureAwait(false);
                if (count == 0)
                    break;
                have += count;
                if (have > (whole ?? FetchLimits.MostBytes))
                    break;
                await part.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
                progress?.Report(new FetchProgress(FetchStage.Downloading, have, whole ?? 0));
            }
        }

        if (have > (whole ?? FetchLimits.MostBytes))
        {
            file.Discard();
            throw new AddressException($"more than the {whole ?? FetchLimits.MostBytes} bytes that it should have");
        }

        if (have < whole)
            throw new TransientException($"{have} of {whole} bytes");
    }

    /// <summary>Does one step of the exchange, and takes long silence or a broken connection for a broken attempt.</summary>
    private async Task<T> Patiently<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.Patience);
        try
        {
            return await step(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TransientException(FormattableString.Invariant($"nothing for {options.Patience.TotalSeconds:0.###} s"), inner: e);
        }
        catch (IOException e)
        {
            throw new TransientException("a connection that broke off", inner: e);
        }
    }

    private static Exception Refusal(HttpResponseMessage reply)
    {
        int code = (int)reply.StatusCode;
        string status = $"'{code} {reply.ReasonPhrase}'".Replace(" '", "'", StringComparison.Ordinal);
        if (code is >= 300 and < 400)
            return new AddressException($"{status}, redirects without end or to no web address");
        bool mayPass = reply.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout || code == TooEarly;
        return mayPass ? new TransientException(status, Wait(reply.Headers.RetryAfter)) : new AddressException(status);
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? asked)
    {
        TimeSpan? wait = asked?.Delta ?? asked?.Date - DateTimeOffset.UtcNow;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
