using System.Net.Sockets;

namespace CrackLab.Kernel.Transport;

/// <summary>One connection of a socket: a thread that reads and a thread that writes.</summary>
/// <remarks>Threads of its own, not the pool's: a cell may keep the whole pool busy, and must still be interruptible.</remarks>
internal sealed class Peer : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly ServerSocket _owner;
    private readonly TransportLimits _limits;
    private readonly SendQueue _queue;
    private readonly FrameWriter _writer;
    private int _isClosed;

    /// <summary>Takes over an accepted connection.</summary>
    /// <param name="socket">The connection; disposed with this.</param>
    /// <param name="owner">The socket that it belongs to.</param>
    /// <param name="limits">What the peer may ask for.</param>
    public Peer(Socket socket, ServerSocket owner, TransportLimits limits)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _owner = owner;
        _limits = limits;
        _queue = new SendQueue(limits);
        _writer = new FrameWriter(_stream);
    }

    /// <summary>The name by which a router finds the peer; empty where it gave none.</summary>
    public byte[] Identity { get; private set; } = [];

    /// <summary>What the peer wants to receive, where it subscribes.</summary>
    public SubscriptionSet Subscriptions { get; } = new();

    /// <summary>Begins to read and write.</summary>
    public void Start() => KernelThread.Start($"{_owner.Name} reader", Read);

    /// <summary>Sends a message; waits while the peer's queue is full, and drops a peer that is dead.</summary>
    /// <param name="frames">Its frames.</param>
    public void Send(IReadOnlyList<byte[]> frames) => Add(new Outgoing(frames));

    /// <summary>Waits until everything has gone out.</summary>
    /// <param name="timeout">How long at most.</param>
    public void Flush(TimeSpan timeout) => _queue.WaitUntilEmpty(timeout);

    /// <summary>Closes the connection; the peer notices.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        _queue.Close();
        _stream.Dispose();
        _owner.Forget(this);
    }

    private void Add(Outgoing item)
    {
        if (!_queue.Add(item))
        {
            Dispose();
        }
    }

    private void Read()
    {
        try
        {
            var reader = new FrameReader(_stream, _limits);
            Shake(reader);
            KernelThread.Start($"{_owner.Name} writer", Write);
            _owner.Welcome(this);
            while (true)
            {
                ReadMessage(reader);
            }
        }
        catch (EndOfStreamException)
        {
            // The peer has gone, as peers do.
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            // The connection broke, or we closed it.
        }
        catch (Exception error) when (error is InvalidDataException or OutOfMemoryException)
        {
            KernelLog.Write($"{_owner.Name}: a peer was dropped. {error.Message}");
        }
        finally
        {
            Dispose();
        }
    }

    private void Shake(FrameReader reader)
    {
        using var deadline = new Timer(_ => Dispose(), null, _limits.Handshake, Timeout.InfiniteTimeSpan);
        _writer.WriteGreeting();
        reader.ReadGreeting();
        _writer.Write(Command.OfReady(_owner.Kind, []));
        Frame frame = reader.ReadFrame(0);
        Command command = frame.IsCommand ? Command.Parse(frame.Body) : new Command("a message", []);
        if (!string.Equals(command.Name, Command.Ready, StringComparison.Ordinal))
        {
            throw new InvalidDataException("handshake: expected READY, received something else.");
        }

        (SocketKind kind, byte[] identity) = command.ReadReady();
        if (!SocketKinds.Fit(_owner.Kind, kind))
        {
            _writer.Write(Command.OfError("Invalid socket type"));
            throw new InvalidDataException($"handshake: expected a peer for {_owner.Kind}, received {kind}.");
        }

        Identity = identity;
    }

    private void ReadMessage(FrameReader reader)
    {
        List<byte[]> frames = [];
        long left = _limits.MessageBytes;
        while (true)
        {
            Frame frame = reader.ReadFrame(left);
            if (frame.IsCommand)
            {
                Obey(Command.Parse(frame.Body));
                continue;
            }

            frames.Add(frame.Body);
            left -= frame.Body.Length;
            if (!frame.HasMore)
            {
                _owner.Handle(this, frames);
                return;
            }

            if (frames.Count == _limits.MessageFrames)
            {
                throw new InvalidDataException($"message: expected at most {_limits.MessageFrames} frames, received more.");
            }
        }
    }

    private void Obey(Command command)
    {
        switch (command.Name)
        {
            case Command.Ping:
                Add(new Outgoing([], command.ToPong()));
                break;
            case Command.Subscribe:
                _owner.Subscribe(this, command.Data);
                break;
            case Command.Cancel:
                Subscriptions.Remove(command.Data);
                break;
            case Command.Error:
                throw new EndOfStreamException("connection: the peer gave it up.");
        }
    }

    private void Write()
    {
        try
        {
            while (_queue.Take() is { } item)
            {
                if (item.Command is { } command)
                {
                    _writer.Write(command);
                }
                else
                {
                    _writer.Write(item.Frames);
                }

                _queue.Sent();
            }
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OutOfMemoryException)
        {
            // The peer has gone; its reader sees that too.
        }
        finally
        {
            Dispose();
        }
    }
}
