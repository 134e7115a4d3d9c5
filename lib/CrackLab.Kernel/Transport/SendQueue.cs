namespace CrackLab.Kernel.Transport;

/// <summary>What waits to be sent to one peer: bounded in bytes, and closed where the peer reads nothing for too long.</summary>
/// <param name="limits">The bounds.</param>
internal sealed class SendQueue(TransportLimits limits)
{
    private readonly object _gate = new();
    private readonly Queue<Outgoing> _waiting = new();
    private long _bytes;
    private bool _isClosed;

    /// <summary>Adds something; waits for room where the queue is full.</summary>
    /// <param name="item">What to send.</param>
    /// <returns><see langword="false"/> where the queue is closed, or nothing left it for too long: then the peer is dead.</returns>
    public bool Add(Outgoing item)
    {
        lock (_gate)
        {
            while (!_isClosed && _bytes > 0 && _bytes + item.Size > limits.QueueBytes)
            {
                long before = _bytes;
                if (!Monitor.Wait(_gate, limits.Patience) && _bytes == before)
                {
                    return false;
                }
            }

            if (_isClosed)
            {
                return false;
            }

            _waiting.Enqueue(item);
            _bytes += item.Size;
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Gives what is to be sent next, and leaves it in the queue; waits for something.</summary>
    /// <returns><see langword="null"/> where the queue is closed.</returns>
    public Outgoing? Take()
    {
        lock (_gate)
        {
            while (!_isClosed && _waiting.Count == 0)
            {
                Monitor.Wait(_gate);
            }

            return _isClosed ? null : _waiting.Peek();
        }
    }

    /// <summary>Says that what was taken has been sent.</summary>
    public void Sent()
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out Outgoing? item))
            {
                _bytes -= item.Size;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Waits until everything has been sent.</summary>
    /// <param name="timeout">How long at most.</param>
    public void WaitUntilEmpty(TimeSpan timeout)
    {
        long end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        lock (_gate)
        {
            while (!_isClosed && _waiting.Count > 0 && Environment.TickCount64 < end)
            {
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Max(1, end - Environment.TickCount64)));
            }
        }
    }

    /// <summary>Ends the queue and everyone's waiting.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _waiting.Clear();
            _bytes = 0;
            Monitor.PulseAll(_gate);
        }
    }
}
