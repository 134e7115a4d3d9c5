using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CrackLab.Web.Tests.Inspection;

/// <summary>A request written byte by byte, as no HTTP library would send it.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly TcpClient _client;

    private RawRequest(TcpClient client) => _client = client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Sends the beginning of a request and leaves it there; HOST becomes the server's own.</summary>
    public static async Task<RawRequest> Open(Uri address, string text)
    {
        TcpClient client = new();
        await client.ConnectAsync(address.Host, address.Port, Cancellation);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text.Replace("HOST", address.Authority, StringComparison.Ordinal)), Cancellation);
        return new RawRequest(client);
    }

    /// <summary>Sends a request, as much of it as the server takes, and gives what it answers.</summary>
    public static async Task<string> Send(Uri address, string head, IEnumerable<string>? rest = null)
    {
        using RawRequest request = await Open(address, head);
        NetworkStream stream = request._client.GetStream();
        Task<string> answer = Read(stream);
        try
        {
            foreach (string part in rest ?? [])
            {
                if (answer.IsCompleted)
                    break;
                await stream.WriteAsync(Encoding.Latin1.GetBytes(part), Cancellation);
            }
        }
        catch (IOException)
        {
            // The server does not want the rest.
        }

        return await answer;
    }

    public void Dispose() => _client.Dispose();

    private static bool IsWhole(string answer)
    {
        int head = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
            return false;
        const string Name = "\r\nContent-Length: ";
        int at = answer.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        int length = int.Parse(answer.AsSpan(at, answer.IndexOf('\r', at) - at), CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetByteCount(answer.AsSpan(head + 4)) >= length;
    }

    /// <summary>Reads an answer, or what comes of it until the server hangs up.</summary>
    private static async Task<string> Read(NetworkStream stream)
    {
        StringBuilder answer = new();
        byte[] buffer = new byte[4096];
        try
        {
            for (int read; !IsWhole(answer.ToString()) && (read = await stream.ReadAsync(buffer, Cancellation)) > 0;)
                answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (IOException) when (answer.Length > 0)
        {
            // What came before counts.
        }

        return answer.ToString();
    }
}
