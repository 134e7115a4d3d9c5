using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CrackLab.Kernel.Transport;

namespace CrackLab.Kernel.Tests.Transport;

public sealed class ServerSocketTests
{
    private static readonly IPEndPoint Anywhere = new(IPAddress.Loopback, 0);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void Echo_Question_ComesBack()
    {
        using var echo = new EchoSocket("heartbeat", Anywhere, new TransportLimits());
        echo.Start();
        using ZmtpClient client = ZmtpClient.Connect(echo.EndPoint, "REQ");

        client.Send([], "ping"u8.ToArray());

        Assert.Equal([[], "ping"u8.ToArray()], client.Receive());
    }

    [Fact]
    public void Echo_UnixDomainSocket_Works()
    {
        Assert.SkipUnless(Socket.OSSupportsUnixDomainSockets, "This system has no Unix domain sockets.");
        string path = Path.Combine(Path.GetTempPath(), $"cracklab-{Guid.NewGuid():N}");
        using (var echo = new EchoSocket("heartbeat", new UnixDomainSocketEndPoint(path), new TransportLimits()))
        {
            echo.Start();
            using ZmtpClient client = ZmtpClient.Connect(new UnixDomainSocketEndPoint(path), "REQ");
            client.Send([], [7]);

            Assert.Equal([[], [7]], client.Receive());
        }

        File.Delete(path);
    }

    [Fact]
    public void Router_SameIdentityAgain_AnswersTheNewConnection()
    {
        using var received = new BlockingCollection<(byte[] Identity, List<byte[]> Frames)>();
        using var router = new RouterSocket("shell", Anywhere, new TransportLimits(), (identity, frames) => received.Add((identity, frames)));
        router.Start();
        using ZmtpClient first = ZmtpClient.Connect(router.EndPoint, "DEALER", "me");
        first.Send([1]);
        Assert.True(received.TryTake(out var one, Patience));
        using ZmtpClient second = ZmtpClient.Connect(router.EndPoint, "DEALER", "me");
        second.Send([2]);
        Assert.True(received.TryTake(out var two, Patience));

        Assert.Equal("me"u8.ToArray(), one.Identity);
        Assert.Equal(one.Identity, two.Identity);
        Assert.True(router.Send(two.Identity, [[3]]));
        Assert.Equal([[3]], second.Receive());
        Assert.True(first.IsClosedByPeer());
    }

    [Fact]
    public void Router_UnknownIdentity_SaysSo()
    {
        using var router = new RouterSocket("shell", Anywhere, new TransportLimits(), (_, _) => { });

        Assert.False(router.Send([1, 2, 3], [[3]]));
    }

    [Fact]
    public void Publisher_Subscriptions_AsMessageAndAsCommand_AreObeyed()
    {
        using var arrived = new BlockingCollection<string>();
        using var publisher = new PublisherSocket("iopub", Anywhere, new TransportLimits(), (_, topic) => arrived.Add(Encoding.ASCII.GetString(topic)));
        publisher.Start();
        using ZmtpClient byMessage = ZmtpClient.Connect(publisher.EndPoint, "SUB");
        using ZmtpClient byCommand = ZmtpClient.Connect(publisher.EndPoint, "SUB");
        byMessage.Subscribe("a");
        Assert.True(arrived.TryTake(out string? first, Patience));
        byCommand.SendCommand("SUBSCRIBE", "b"u8.ToArray());
        Assert.True(arrived.TryTake(out string? second, Patience));

        publisher.Publish(["ax"u8.ToArray(), [1]]);
        publisher.Publish(["bx"u8.ToArray(), [2]]);

        Assert.Equal(("a", "b"), (first, second));
        Assert.Equal(["ax"u8.ToArray(), [1]], byMessage.Receive());
        Assert.Equal(["bx"u8.ToArray(), [2]], byCommand.Receive());
    }

    [Fact]
    public async Task Publisher_SubscriberThatReadsNothing_IsDroppedAndOthersLive()
    {
        using var arrived = new BlockingCollection<byte>();
        var limits = new TransportLimits { QueueBytes = 1 << 20, Patience = TimeSpan.FromSeconds(2) };
        using var publisher = new PublisherSocket("iopub", Anywhere, limits, (_, _) => arrived.Add(0));
        publisher.Start();
        using ZmtpClient deaf = ZmtpClient.Connect(publisher.EndPoint, "SUB");
        deaf.Subscribe();
        using ZmtpClient live = ZmtpClient.Connect(publisher.EndPoint, "SUB");
        live.Subscribe();
        Assert.True(arrived.TryTake(out _, Patience) && arrived.TryTake(out _, Patience));
        const int Messages = 64;
        Task<int> reading = Task.Run(
            () => Enumerable.Range(0, Messages).Count(_ => live.Receive().Count == 2), TestContext.Current.CancellationToken);
        var body = new byte[1 << 19];

        for (int i = 0; i < Messages; i++)
            publisher.Publish([[9], body]);

        Assert.Equal(Messages, await reading.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.True(deaf.IsClosedByPeer());
    }

    [Fact]
    public void Peer_Ping_IsAnsweredWithItsContext()
    {
        using var echo = new EchoSocket("heartbeat", Anywhere, new TransportLimits());
        echo.Start();
        using ZmtpClient client = ZmtpClient.Connect(echo.EndPoint, "REQ");

        client.SendCommand("PING", [0, 10, (byte)'h', (byte)'i']);

        Assert.Equal((4, "\u0004PONGhi"), (client.ReadFrame() is var (flags, body) ? flags : 0, Encoding.ASCII.GetString(body)));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("\u0000")]
    public void Peer_Garbage_CostsItsConnectionAlone(string text)
    {
        using var echo = new EchoSocket("heartbeat", Anywhere, new TransportLimits());
        echo.Start();
        using ZmtpClient bad = ZmtpClient.Raw(echo.EndPoint);
        bad.Stream.Write(Encoding.ASCII.GetBytes(text));

        Assert.True(bad.IsClosedByPeer());
        using ZmtpClient good = ZmtpClient.Connect(echo.EndPoint, "REQ");
        good.Send([], [1]);
        Assert.Equal([[], [1]], good.Receive());
    }

    [Fact]
    public void Peer_SilentOne_IsDroppedInTime()
    {
        using var echo = new EchoSocket("heartbeat", Anywhere, new TransportLimits { Handshake = TimeSpan.FromMilliseconds(200) });
        echo.Start();
        using ZmtpClient silent = ZmtpClient.Raw(echo.EndPoint);

        Assert.True(silent.IsClosedByPeer());
    }

    [Fact]
    public void Peer_WrongKind_IsTurnedAway()
    {
        using var echo = new EchoSocket("heartbeat", Anywhere, new TransportLimits());
        echo.Start();
        using ZmtpClient client = ZmtpClient.Raw(echo.EndPoint);
        client.Greet();
        client.SendReady("SUB");

        Assert.True(client.IsClosedByPeer());
    }
}
