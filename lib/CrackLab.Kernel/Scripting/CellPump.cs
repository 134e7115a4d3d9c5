namespace CrackLab.Kernel.Scripting;

/// <summary>Brings what follows an <c>await</c> back to the cell's thread while that waits for the cell to end, so that it can be stopped there.</summary>
/// <remarks>
/// Where the thread is busy or blocked (a cell may wait for a task with <c>Result</c>), the thread pool takes over, so
/// that nothing ever waits for a thread that waits for it.
/// </remarks>
/// <param name="owner">The cell's thread.</param>
/// <param name="cancellationToken">Cancelled where the cell is interrupted.</param>
#pragma warning disable CA1001 // Its semaphore holds no handle, and what a cell left running may post after the cell has ended.
internal sealed class CellPump(Thread owner, CancellationToken cancellationToken) : SynchronizationContext
#pragma warning restore CA1001
{
    /// <summary>How long a callback waits for a running thread, in milliseconds.</summary>
    private const int Patience = 10;

    private readonly Lock _gate = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State, long Posted)> _waiting = new();
    private readonly SemaphoreSlim _work = new(0);
    private volatile bool _idle;
    private bool _closed;
    private bool _sweepPlanned;

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        bool blocked = !_idle && owner.ThreadState.HasFlag(ThreadState.WaitSleepJoin);
        lock (_gate)
        {
            if (!_closed && !blocked)
            {
                _waiting.Enqueue((d, state, Environment.TickCount64));
                PlanSweep();
                _work.Release();
                return;
            }
        }

        HandOver(d, state);
    }

    /// <inheritdoc/>
    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <inheritdoc/>
    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs callbacks on the present thread until a task has ended.</summary>
    /// <param name="task">The task.</param>
    public void RunUntil(Task task)
    {
        _ = task.ContinueWith(
            _ => _work.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            _idle = true;
            _work.Wait(CancellationToken.None);
            _idle = false;
            if (Take(long.MaxValue) is { } next) next.Callback(next.State);
        }
    }

    /// <summary>Gives all that comes from now on to the thread pool.</summary>
    public void Close()
    {
        lock (_gate) _closed = true;
        _idle = false;
        Sweep(long.MaxValue);
    }

    private void PlanSweep()
    {
        if (_sweepPlanned) return;
        _sweepPlanned = true;
        _ = SweepSoonAsync();
    }

    private async Task SweepSoonAsync()
    {
        await Task.Delay(Patience, CancellationToken.None).ConfigureAwait(false);
        Sweep(Environment.TickCount64 - Patience);
        lock (_gate)
        {
            _sweepPlanned = false;
            if (_waiting.Count > 0) PlanSweep();
        }
    }

    private void Sweep(long postedBefore)
    {
        while (Take(postedBefore) is { } late) HandOver(late.Callback, late.State);
    }

    private (SendOrPostCallback Callback, object? State, long Posted)? Take(long postedBefore)
    {
        lock (_gate)
        {
            return _waiting.TryPeek(out var first) && first.Posted <= postedBefore ? _waiting.Dequeue() : null;
        }
    }

    private void HandOver(SendOrPostCallback callback, object? state) => ThreadPool.QueueUserWorkItem(_ =>
    {
        try
        {
            callback(state);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The cell was interrupted; its thread reports that.
        }
    });
}
