using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CrackLab.Kernel.Tests.Transport;

/// <summary>The other end of a socket, as little of it as tests need; shares no code with the kernel's end.</summary>
internal sealed class ZmtpClient : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly Lock _gate = new();

    private ZmtpClient(EndPoint endPoint)
    {
        bool isLocal = endPoint.AddressFamily == AddressFamily.Unix;
        _socket = new Socket(endPoint.AddressFamily, SocketType.Stream, isLocal ? ProtocolType.Unspecified : ProtocolType.Tcp);
        _socket.Connect(endPoint);
        _socket.ReceiveTimeout = 20_000;
        _stream = new NetworkStream(_socket, ownsSocket: true);
    }

    public Stream Stream => _stream;

    /// <summary>A connection that has said nothing yet.</summary>
    public static ZmtpClient Raw(EndPoint endPoint) => new(endPoint);

    /// <summary>A connection after the handshake.</summary>
    public static ZmtpClient Connect(EndPoint endPoint, string kind, string identity = "")
    {
        var client = new ZmtpClient(endPoint);
        client.Greet();
        client.SendReady(kind, identity);
        byte[] ready = client.ReadFrame().Body;
        Assert.Equal("\u0005READY", Encoding.ASCII.GetString(ready, 0, 6));
        return client;
    }

    public void Greet()
    {
        var greeting = new byte[64];
        greeting[0] = 0xFF;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        Encoding.ASCII.GetBytes("NULL").CopyTo(greeting, 12);
        _stream.Write(greeting);
        var theirs = new byte[64];
        _stream.ReadExactly(theirs);
        Assert.Equal([0xFF, 0x7F, 3], new[] { theirs[0], theirs[9], theirs[10] });
    }

    public void SendReady(string kind, string identity = "") =>
        SendFrame(4, [5, .. "READY"u8, .. Property("Socket-Type", kind), .. Property("Identity", identity)]);

    public void Send(params byte[][] frames)
    {
        lock (_gate)
        {
            for (int i = 0; i < frames.Length; i++)
                SendFrame(i + 1 < frames.Length ? 1 : 0, frames[i]);
        }
    }

    public void SendCommand(string name, byte[] data) => SendFrame(4, [(byte)name.Length, .. Encoding.ASCII.GetBytes(name), .. data]);

    public void Subscribe(string topic = "") => Send([1, .. Encoding.ASCII.GetBytes(topic)]);

    public List<byte[]> Receive()
    {
        List<byte[]> frames = [];
        while (true)
        {
            (int flags, byte[] body) = ReadFrame();
            frames.Add(body);
            if ((flags & 1) == 0)
                return frames;
        }
    }

    public (int Flags, byte[] Body) ReadFrame()
    {
        int flags = ReadByte();
        long length = ReadByte();
        if ((flags & 2) != 0)
        {
            var rest = new byte[8];
            rest[0] = (byte)length;
            _stream.ReadExactly(rest, 1, 7);
            length = BinaryPrimitives.ReadInt64BigEndian(rest);
        }

        var body = new byte[length];
        _stream.ReadExactly(body);
        return (flags, body);
    }

    /// <summary>Whether the kernel's end closes the connection; what it sends before is passed over.</summary>
    public bool IsClosedByPeer()
    {
        var buffer = new byte[1024];
        try
        {
            while (_stream.Read(buffer) > 0)
            {
            }

            return true;
        }
        catch (IOException error)
        {
            return error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset };
        }
    }

    public void Dispose() => _stream.Dispose();

    private void SendFrame(int flags, byte[] body)
    {
        if (body.Length > 255)
        {
            var header = new byte[9];
            header[0] = (byte)(flags | 2);
            BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(1), body.Length);
            _stream.Write(header);
            _stream.Write(body);
        }
        else
        {
            _stream.Write([(byte)flags, (byte)body.Length, .. body]);
        }
    }

    private int ReadByte() => _stream.ReadByte() is >= 0 and var value ? value : throw new EndOfStreamException();

    private static byte[] Property(string key, string value)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
        return [(byte)key.Length, .. Encoding.ASCII.GetBytes(key), .. length, .. Encoding.ASCII.GetBytes(value)];
    }
}
