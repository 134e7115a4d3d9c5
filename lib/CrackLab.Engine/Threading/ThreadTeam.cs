namespace CrackLab.Engine.Threading;

/// <summary>A few threads that share out the numbered pieces of one job after another.</summary>
/// <remarks>
/// Pieces are handed out in order, to whichever thread is free. A job must give the same result whichever thread runs a
/// piece: pieces write to places of their own, and sums over pieces are made afterwards in the order of the pieces.
/// </remarks>
internal sealed class ThreadTeam : IDisposable
{
    private readonly Thread[] _workers;
    private readonly SemaphoreSlim _start = new(0);
    private volatile TeamJob? _job;
    private volatile bool _closed;

    /// <summary>Starts the threads.</summary>
    /// <param name="threads">Threads that work, the caller's counted in; at least 1.</param>
    public ThreadTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _workers = new Thread[threads - 1];
        for (int i = 0; i < _workers.Length; i++)
        {
            int number = i + 1;
            _workers[i] = new Thread(() => Work(number)) { IsBackground = true, Name = $"CrackLab compute {number}" };
            _workers[i].Start();
        }
    }

    /// <summary>Threads that work, the caller's counted in.</summary>
    public int Threads { get; }

    /// <summary>Ends the jobs that run from now on: pieces that nobody has begun are left, and <see cref="Run"/> throws.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>Runs all pieces and returns when the last one is done.</summary>
    /// <param name="pieces">Number of pieces.</param>
    /// <param name="body">Called with the piece's number and the thread's number (0..Threads-1).</param>
    /// <remarks>
    /// However it ends, no helper runs the body any more: not after an exception, nor where the calling thread is
    /// interrupted. Waking helpers is only a hint to them, so that none of this hangs on how far it came.
    /// </remarks>
    /// <exception cref="OperationCanceledException"><see cref="Cancellation"/> was cancelled.</exception>
    public void Run(int pieces, Action<int, int> body)
    {
        int helpers = Math.Min(_workers.Length, pieces - 1);
        if (helpers <= 0)
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                Cancellation.ThrowIfCancellationRequested();
                body(piece, 0);
            }

            return;
        }

        var job = new TeamJob(pieces, body, Cancellation);
        try
        {
            _job = job;
            _start.Release(helpers);
            job.Share(0);
            job.Wait();
            _job = null;
        }
        catch
        {
            job.Abandon();
            throw;
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        if (_workers.Length > 0)
        {
            Uninterrupted.Run(() => _start.Release(_workers.Length));
        }

        foreach (Thread worker in _workers)
        {
            Uninterrupted.Run(worker.Join);
        }

        _start.Dispose();
    }

    private void Work(int thread)
    {
        while (true)
        {
            _start.Wait();
            if (_closed)
            {
                return;
            }

            _job?.Help(thread);
        }
    }
}
