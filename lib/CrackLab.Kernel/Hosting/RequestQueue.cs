using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Hosting;

/// <summary>Requests that wait for their turn.</summary>
internal sealed class RequestQueue
{
    private const long MostBytes = 256L << 20;
    private const int MostRequests = 100_000;
    private readonly object _gate = new();
    private readonly Queue<Request> _waiting = new();
    private long _bytes;
    private long _added;
    private long _taken;
    private long _abortedUpTo;

    /// <summary>Adds a request; waits where there are very many.</summary>
    public void Add(Request request)
    {
        lock (_gate)
        {
            while (_waiting.Count >= MostRequests || (_bytes > 0 && _bytes + request.Size > MostBytes))
            {
                Monitor.Wait(_gate);
            }

            _waiting.Enqueue(request);
            _bytes += request.Size;
            _added++;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes the next request; waits for one.</summary>
    /// <returns>The request, and whether cells in it must not run because one before them failed.</returns>
    public (Request Request, bool IsAborted) Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                Monitor.Wait(_gate);
            }

            Request request = _waiting.Dequeue();
            _bytes -= request.Size;
            _taken++;
            Monitor.PulseAll(_gate);
            return (request, _taken <= _abortedUpTo);
        }
    }

    /// <summary>Cells that are waiting now must not run.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            _abortedUpTo = _added;
        }
    }
}
