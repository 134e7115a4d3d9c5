using System.Net;

namespace CrackLab.Kernel.Transport;

/// <summary>XPUB: sends each message to every peer that has subscribed to its topic.</summary>
/// <param name="name">Its name in remarks.</param>
/// <param name="endPoint">Where it listens.</param>
/// <param name="limits">What a peer may ask for.</param>
/// <param name="arrived">Called with a peer and a topic when the peer subscribes.</param>
internal sealed class PublisherSocket(string name, EndPoint endPoint, TransportLimits limits, Action<Peer, byte[]> arrived)
    : ServerSocket(name, SocketKind.XPub, endPoint, limits)
{
    private const byte SubscribeMark = 1;
    private const byte CancelMark = 0;

    // What is said to a new subscriber comes before everything that is published from then on.
    private readonly Lock _gate = new();

    /// <summary>Sends a message to whoever wants it; waits for those who are behind, and drops those who are dead.</summary>
    /// <param name="frames">The message; its first frame is the topic.</param>
    public void Publish(IReadOnlyList<byte[]> frames)
    {
        lock (_gate)
        {
            foreach (Peer peer in Peers)
            {
                if (peer.Subscriptions.Wants(frames[0]))
                {
                    peer.Send(frames);
                }
            }
        }
    }

    internal override void Handle(Peer peer, List<byte[]> frames)
    {
        switch (frames[0])
        {
            case [SubscribeMark, .. byte[] topic]:
                Subscribe(peer, topic);
                break;
            case [CancelMark, .. byte[] topic]:
                peer.Subscriptions.Remove(topic);
                break;
        }
    }

    internal override void Subscribe(Peer peer, byte[] topic)
    {
        lock (_gate)
        {
            peer.Subscriptions.Add(topic, MostSubscriptions);
            arrived(peer, topic);
        }
    }
}
