using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Tests.Hosting;

/// <summary>Whoever does not know the key runs nothing, and whoever sits at another machine reaches nothing.</summary>
public sealed class StrangersTests : IDisposable
{
    private readonly RunningServer _running = new();

    public void Dispose() => _running.Dispose();

    [Theory]
    [InlineData("another key")]
    [InlineData("")]
    public void Execute_WrongSignature_RunsNothingAndTheNextIsAnswered(string key)
    {
        byte[][] forged = _running.Client.Frames("execute_request", new JsonObject { ["code"] = "value 13" }).Frames;
        forged[1] = new MessageSigner([.. key.Select(letter => (byte)letter)]).Sign(forged[2], forged[3], forged[4], forged[5]);
        _running.Client.ShellSocket.Send(forged);

        (KernelClient.Message reply, List<KernelClient.Message> outputs) = _running.Client.Run("value 42");

        Assert.Equal(("ok", 1), (reply.Status, reply.Content.GetProperty("execution_count").GetInt32()));
        Assert.Equal("42", outputs[2].Content.GetProperty("data").GetProperty("text/plain").GetString());
    }

    [Fact]
    public void Execute_SignedButChanged_RunsNothing()
    {
        byte[][] changed = _running.Client.Frames("execute_request", new JsonObject { ["code"] = "value 13" }).Frames;
        changed[5] = [.. changed[5], (byte)' '];
        _running.Client.ShellSocket.Send(changed);

        Assert.Equal(1, _running.Client.Run("value 42").Reply.Content.GetProperty("execution_count").GetInt32());
    }

    [Fact]
    public void Sockets_OfAFrontEndOnThisMachine_ListenOnLoopbackAlone()
    {
        int[] ports = [.. _running.Server.Sockets.Select(socket => Assert.IsType<IPEndPoint>(socket.EndPoint).Port)];

        Assert.Equal(5, ports.Distinct().Count());
        IPEndPoint[] listening = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(place => ports.Contains(place.Port))];
        Assert.Equal(5, listening.Length);
        Assert.All(listening, place => Assert.True(IPAddress.IsLoopback(place.Address), $"{place}"));
        using var outside = new TcpClient();
        IPAddress? own = Dns.GetHostAddresses(Dns.GetHostName(), AddressFamily.InterNetwork).FirstOrDefault(address => !IPAddress.IsLoopback(address));
        if (own is not null) Assert.ThrowsAny<SocketException>(() => outside.Connect(own, ports[0]));
    }
}
