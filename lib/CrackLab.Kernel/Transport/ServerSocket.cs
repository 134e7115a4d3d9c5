using System.Net;
using System.Net.Sockets;

namespace CrackLab.Kernel.Transport;

/// <summary>A socket that listens, and its peers.</summary>
internal abstract class ServerSocket : IDisposable
{
    private const int Backlog = 100;
    private readonly Socket _listener;
    private readonly TransportLimits _limits;
    private readonly Lock _gate = new();
    private Peer[] _peers = [];
    private volatile bool _isDisposed;

    /// <summary>Binds a socket; <see cref="Start"/> lets peers in.</summary>
    /// <param name="name">Its name in remarks.</param>
    /// <param name="kind">What it does with messages.</param>
    /// <param name="endPoint">Where it listens; tcp or a Unix domain socket.</param>
    /// <param name="limits">What a peer may ask for.</param>
    protected ServerSocket(string name, SocketKind kind, EndPoint endPoint, TransportLimits limits)
    {
        Name = name;
        Kind = kind;
        _limits = limits;
        bool isLocal = endPoint.AddressFamily == AddressFamily.Unix;
        _listener = new Socket(endPoint.AddressFamily, SocketType.Stream, isLocal ? ProtocolType.Unspecified : ProtocolType.Tcp);
        try
        {
            _listener.Bind(endPoint);
            _listener.Listen(Backlog);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }
    }

    /// <summary>Name in remarks: shell, control and so on.</summary>
    public string Name { get; }

    /// <summary>What it does with messages.</summary>
    public SocketKind Kind { get; }

    /// <summary>Where it listens.</summary>
    public EndPoint EndPoint => _listener.LocalEndPoint!;

    /// <summary>Peers whose handshake is over or under way.</summary>
    protected ReadOnlySpan<Peer> Peers => Volatile.Read(ref _peers);

    /// <summary>Lets peers in, on a thread of its own.</summary>
    public void Start() => KernelThread.Start($"{Name} listener", Accept);

    /// <summary>Waits until everything has gone out.</summary>
    /// <param name="timeout">How long at most for each peer.</param>
    public void Flush(TimeSpan timeout)
    {
        foreach (Peer peer in Peers)
        {
            peer.Flush(timeout);
        }
    }

    /// <summary>Closes the socket and its connections.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _listener.Dispose();
        foreach (Peer peer in Peers)
        {
            peer.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A peer has said who it is.</summary>
    internal virtual void Welcome(Peer peer)
    {
    }

    /// <summary>A message came. Runs on the peer's own thread; what it throws drops the peer.</summary>
    internal abstract void Handle(Peer peer, List<byte[]> frames);

    /// <summary>A peer wants a topic.</summary>
    internal virtual void Subscribe(Peer peer, byte[] topic)
    {
    }

    /// <summary>A peer has gone.</summary>
    internal void Forget(Peer peer)
    {
        lock (_gate)
        {
            _peers = [.. _peers.Where(one => one != peer)];
        }

        Lose(peer);
    }

    /// <summary>What a kind of socket does when a peer has gone.</summary>
    protected virtual void Lose(Peer peer)
    {
    }

    /// <summary>Most subscriptions of a peer.</summary>
    protected int MostSubscriptions => _limits.Subscriptions;

    private void Accept()
    {
        while (!_isDisposed)
        {
            try
            {
                Admit(_listener.Accept());
            }
            catch (Exception error) when (error is SocketException or IOException or OutOfMemoryException or ThreadStartException)
            {
                // That one peer is lost, or there are too many open files: others may have better luck a little later.
                Thread.Sleep(TimeSpan.FromMilliseconds(10));
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Admit(Socket socket)
    {
        try
        {
            if (Peers.Length >= _limits.Peers)
            {
                KernelLog.Write($"{Name}: expected at most {_limits.Peers} peers, received one more; it is turned away.");
                socket.Dispose();
                return;
            }

            if (socket.ProtocolType == ProtocolType.Tcp)
            {
                socket.NoDelay = true;
            }

            var peer = new Peer(socket, this, _limits);
            lock (_gate)
            {
                _peers = [.. _peers, peer];
            }

            peer.Start();
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
