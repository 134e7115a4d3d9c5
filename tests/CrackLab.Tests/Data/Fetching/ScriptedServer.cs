using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CrackLab.Tests.Data.Fetching;

/// <summary>An HTTP server in this process whose replies a test writes, down to the cut connection.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<ServedRequest> _requests = new();
    private readonly Func<ServedRequest, int, ServedReply> _answer;

    /// <summary>Starts it.</summary>
    /// <param name="answer">Gives the reply to a request; its number counts from 0.</param>
    public ScriptedServer(Func<ServedRequest, int, ServedReply> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Accept();
    }

    /// <summary>The requests so far.</summary>
    public IReadOnlyList<ServedRequest> Requests => [.. _requests];

    public Uri Address(string path = "/dataset.zip") => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}");

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                ServedRequest request = await Read(stream);
                ServedReply reply;
                lock (_requests)
                {
                    reply = _answer(request, _requests.Count);
                    _requests.Enqueue(request);
                }

                await Write(stream, reply, client);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The other side has gone.
            }
        }
    }

    private static async Task<ServedRequest> Read(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        string start = await reader.ReadLineAsync() ?? throw new IOException("no request");
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            headers[line.Split(':', 2)[0].ToLowerInvariant()] = line.Split(':', 2)[1].Trim();
        return new ServedRequest(start.Split(' ')[1], headers);
    }

    private async Task Write(NetworkStream stream, ServedReply reply, TcpClient client)
    {
        string head = $"HTTP/1.1 {reply.Status}\r\n" + string.Concat(reply.Headers.Select(one => $"{one.Key}: {one.Value}\r\n")) + "Connection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(reply.CutWithinHeaders ? head[..20] : head), _end.Token);
        if (reply.CutWithinHeaders)
            return;
        await stream.WriteAsync(reply.Body.AsMemory(0, reply.CutAfter ?? reply.SilentAfter ?? reply.Body.Length), _end.Token);
        if (reply.SilentAfter is not null)
            await Task.Delay(Timeout.Infinite, _end.Token);
        client.Client.Shutdown(SocketShutdown.Send);
    }
}
