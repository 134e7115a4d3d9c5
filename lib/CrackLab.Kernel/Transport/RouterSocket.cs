using System.Net;

namespace CrackLab.Kernel.Transport;

/// <summary>ROUTER: tells where each message came from, and sends to whom it is told.</summary>
internal sealed class RouterSocket(string name, EndPoint endPoint, TransportLimits limits, Action<byte[], List<byte[]>> handler)
    : ServerSocket(name, SocketKind.Router, endPoint, limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Peer> _routes = new(StringComparer.Ordinal);
    private readonly Dictionary<Peer, byte[]> _names = [];
    private uint _unnamed;

    /// <summary>Sends a message to one peer.</summary>
    /// <param name="identity">The peer's identity, as its messages came with.</param>
    /// <param name="frames">The message.</param>
    /// <returns><see langword="false"/> where no such peer is connected.</returns>
    public bool Send(byte[] identity, IReadOnlyList<byte[]> frames)
    {
        Peer? peer;
        lock (_gate)
        {
            _routes.TryGetValue(KeyOf(identity), out peer);
        }

        peer?.Send(frames);
        return peer is not null;
    }

    // A peer that comes back under its name replaces its old connection, of whose end we may not know yet.
    internal override void Welcome(Peer peer)
    {
        Peer? old;
        lock (_gate)
        {
            byte[] identity = peer.Identity.Length is > 0 and <= byte.MaxValue && peer.Identity[0] != 0
                ? peer.Identity
                : [0, .. BitConverter.GetBytes(++_unnamed)];
            _routes.Remove(KeyOf(identity), out old);
            _routes[KeyOf(identity)] = peer;
            _names[peer] = identity;
        }

        old?.Dispose();
    }

    internal override void Handle(Peer peer, List<byte[]> frames)
    {
        byte[] identity;
        lock (_gate)
        {
            identity = _names[peer];
        }

        try
        {
            handler(identity, frames);
        }
        catch (Exception error)
        {
            KernelLog.Write($"{Name}: a message was dropped. {error}");
        }
    }

    protected override void Lose(Peer peer)
    {
        lock (_gate)
        {
            if (_names.Remove(peer, out byte[]? identity)
                && _routes.TryGetValue(KeyOf(identity), out Peer? known) && known == peer)
            {
                _routes.Remove(KeyOf(identity));
            }
        }
    }

    private static string KeyOf(byte[] identity) => Convert.ToHexString(identity);
}
