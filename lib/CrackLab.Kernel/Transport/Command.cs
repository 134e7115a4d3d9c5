using System.Buffers.Binary;
using System.Text;

namespace CrackLab.Kernel.Transport;

/// <summary>A ZMTP command: a name and what follows it.</summary>
/// <param name="Name">READY, ERROR, PING, PONG, SUBSCRIBE or CANCEL.</param>
/// <param name="Data">The bytes after the name.</param>
internal sealed record Command(string Name, byte[] Data)
{
    public const string Ready = "READY";
    public const string Error = "ERROR";
    public const string Ping = "PING";
    public const string Pong = "PONG";
    public const string Subscribe = "SUBSCRIBE";
    public const string Cancel = "CANCEL";

    private const string SocketTypeKey = "Socket-Type";
    private const string IdentityKey = "Identity";
    private const int TimeToLiveLength = 2;
    private const int LongestContext = 16;

    /// <summary>The READY command.</summary>
    /// <param name="kind">Kind of the socket that says it.</param>
    /// <param name="identity">Its identity; may be empty.</param>
    public static Command OfReady(SocketKind kind, ReadOnlySpan<byte> identity)
    {
        using var data = new MemoryStream();
        Put(data, SocketTypeKey, Encoding.ASCII.GetBytes(SocketKinds.WireName(kind)));
        Put(data, IdentityKey, identity);
        return new(Ready, data.ToArray());
    }

    /// <summary>The ERROR command.</summary>
    /// <param name="reason">Why, in at most 255 ASCII characters.</param>
    public static Command OfError(string reason) => new(Error, [(byte)reason.Length, .. Encoding.ASCII.GetBytes(reason)]);

    /// <summary>Reads a command frame.</summary>
    /// <exception cref="InvalidDataException">It is cut.</exception>
    public static Command Parse(byte[] body)
    {
        if (body.Length == 0 || body.Length < 1 + body[0])
        {
            throw new InvalidDataException("command: expected a name, received a frame that ends before.");
        }

        return new(Encoding.ASCII.GetString(body, 1, body[0]), body[(1 + body[0])..]);
    }

    /// <summary>The frame's bytes.</summary>
    public byte[] ToBytes() => [(byte)Name.Length, .. Encoding.ASCII.GetBytes(Name), .. Data];

    /// <summary>The answer to a PING.</summary>
    public Command ToPong() => new(Pong, Data.Length > TimeToLiveLength
        ? Data[TimeToLiveLength..Math.Min(Data.Length, TimeToLiveLength + LongestContext)]
        : []);

    /// <summary>Reads what a READY command says.</summary>
    /// <exception cref="InvalidDataException">It is cut, or names no kind of socket that there is.</exception>
    public (SocketKind Kind, byte[] Identity) ReadReady()
    {
        SocketKind? kind = null;
        byte[] identity = [];
        ReadOnlySpan<byte> rest = Data;
        while (rest.Length > 0)
        {
            string key = Encoding.ASCII.GetString(Take(ref rest, Take(ref rest, 1)[0]));
            uint length = BinaryPrimitives.ReadUInt32BigEndian(Take(ref rest, sizeof(uint)));
            ReadOnlySpan<byte> value = Take(ref rest, length);
            if (string.Equals(key, SocketTypeKey, StringComparison.OrdinalIgnoreCase))
            {
                kind = SocketKinds.Find(Encoding.ASCII.GetString(value));
            }
            else if (string.Equals(key, IdentityKey, StringComparison.OrdinalIgnoreCase))
            {
                identity = value.ToArray();
            }
        }

        return (kind ?? throw new InvalidDataException("READY: expected a known Socket-Type, received none."), identity);
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, uint length)
    {
        if (length > rest.Length)
        {
            throw new InvalidDataException("READY: expected a property, received a frame that ends before.");
        }

        ReadOnlySpan<byte> taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }

    private static void Put(MemoryStream data, string key, ReadOnlySpan<byte> value)
    {
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)value.Length);
        data.WriteByte((byte)key.Length);
        data.Write(Encoding.ASCII.GetBytes(key));
        data.Write(length);
        data.Write(value);
    }
}
