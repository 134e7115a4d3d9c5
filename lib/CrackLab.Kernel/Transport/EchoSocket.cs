using System.Net;

namespace CrackLab.Kernel.Transport;

/// <summary>REP that gives back what it gets: the heartbeat.</summary>
internal sealed class EchoSocket(string name, EndPoint endPoint, TransportLimits limits)
    : ServerSocket(name, SocketKind.Rep, endPoint, limits)
{
    internal override void Handle(Peer peer, List<byte[]> frames) => peer.Send(frames);
}
