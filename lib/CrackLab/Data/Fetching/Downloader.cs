using System.Globalization;

namespace CrackLab.Data.Fetching;

/// <summary>Downloads a file from one address, in as many attempts as bring something new.</summary>
internal sealed class Downloader(HttpClient client, FetchOptions options, IProgress<FetchProgress>? progress)
{
    private const int MostDoublings = 6;

    /// <summary>Downloads the rest of a file.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="file">What is there of it; complete at the end.</param>
    /// <param name="cancellation">Stops; what was received stays.</param>
    /// <exception cref="AddressException">The address does not give the file.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task Download(Uri address, PartialDownload file, CancellationToken cancellation)
    {
        var attempt = new DownloadAttempt(client, options, progress);
        long furthest = file.Length;
        bool hasAnswered = false;
        for (int idle = 0; ;)
        {
            TransientException fault;
            try
            {
                await attempt.Run(address, file, cancellation).ConfigureAwait(false);
                file.Complete();
                return;
            }
            catch (TransientException e)
            {
                fault = e;
            }
            catch (HttpRequestException e) when (!hasAnswered && IsUnreachable(e))
            {
                throw new AddressException(Unreached(e), e);
            }
            catch (HttpRequestException e)
            {
                fault = new TransientException(Unreached(e), inner: e);
            }

            hasAnswered = true;
            idle = file.Length > furthest ? 0 : idle + 1;
            furthest = Math.Max(furthest, file.Length);
            await Pause(fault, idle, cancellation).ConfigureAwait(false);
        }
    }

    private async Task Pause(TransientException fault, int idle, CancellationToken cancellation)
    {
        if (idle >= options.Attempts)
            throw new AddressException(idle == 1 ? fault.Message : $"{fault.Message}, {idle} times in a row", fault);
        if (fault.RetryAfter > options.LongestWait)
        {
            throw new AddressException(
                string.Create(CultureInfo.InvariantCulture, $"{fault.Message} and 'try again in {fault.RetryAfter.Value.TotalSeconds:0} s'"), fault);
        }

        TimeSpan pause = fault.RetryAfter ?? options.RetryDelay * (1 << Math.Clamp(idle - 1, 0, MostDoublings));
        await Task.Delay(pause, cancellation).ConfigureAwait(false);
    }

    private static bool IsUnreachable(HttpRequestException e) => e.HttpRequestError is HttpRequestError.NameResolutionError
        or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static string Unreached(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "no machine of that name",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "no secure connection",
        HttpRequestError.ProxyTunnelError => "no way through the proxy",
        HttpRequestError.ResponseEnded => "a connection that broke off",
        _ => $"'{(e.InnerException ?? e).Message.TrimEnd('.')}'",
    };
}
