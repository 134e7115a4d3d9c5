using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Interactive;

namespace CrackLab.Kernel.Scripting;

/// <summary>One run of a cell: the thread that its code runs on, and the ways to stop it.</summary>
/// <remarks>
/// An interrupt first asks (the cooperative token), then ends the cell's loops and functions at their guards and wakes
/// what waits, and in the end leaves the thread to itself: a call into a library may neither look nor wait. Each run has
/// a thread of its own, so that no interrupt reaches the next cell.
/// </remarks>
/// <param name="output">Where the cell's output goes.</param>
#pragma warning disable CA1001 // Threads that the cell left running may use the token after the cell has ended; nothing here holds a handle.
internal sealed class CellRun(ICellOutput output)
#pragma warning restore CA1001
{
    private const int StackSize = 4 << 20;
    private const int Grace = 150, Limit = 850, BetweenWakings = 250, Look = 10, Lingering = 2000;

    private static readonly AsyncLocal<CellRun?> Ambient = new();

    private readonly CancellationTokenSource _cooperative = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly ManualResetEventSlim _settled = new();
    private Thread? _thread;
    private int _interrupted;
    private volatile bool _mustStop;

    /// <summary>The run on whose behalf the present code runs, or <see langword="null"/>.</summary>
    public static CellRun? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>Where the cell's output goes.</summary>
    public ICellOutput Output { get; } = output;

    /// <summary>Asks the cell's code to stop.</summary>
    public CancellationToken Token => _cooperative.Token;

    /// <summary>Whether the run was interrupted.</summary>
    public bool IsInterrupted => Volatile.Read(ref _interrupted) != 0;

    /// <summary>Whether the run was interrupted and did not end when asked.</summary>
    public bool MustStop => _mustStop;

    /// <summary>Whether the thread could not be stopped and goes on by itself.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Runs a cell's code on a thread of its own and waits until it has ended or was given up.</summary>
    /// <param name="start">Begins the cell.</param>
    /// <param name="finish">Takes its value, on the same thread.</param>
    /// <returns>What the code threw, or <see langword="null"/>.</returns>
    public Exception? Execute(Func<Task<object?>> start, Action<object?> finish)
    {
        Exception? thrown = null;
        _ended.Reset();
        _settled.Reset();
        var thread = new Thread(
            () =>
            {
                try
                {
                    thrown = Guarded(start, finish);
                }
                catch (ThreadInterruptedException error)
                {
                    thrown = error;
                }

                Settle();
            },
            StackSize)
        {
            IsBackground = true,
            Name = "cell",
        };
        _thread = thread;
        if (IsInterrupted)
        {
            _ended.Set();
            return new OperationCanceledException();
        }

        thread.Start();
        _settled.Wait(CancellationToken.None);
        _thread = null;
        return _ended.IsSet ? thrown : new OperationCanceledException();
    }

    /// <summary>Stops the run within a second.</summary>
    public void Interrupt()
    {
        if (Interlocked.Exchange(ref _interrupted, 1) != 0) return;
        Background("interrupt", () => _cooperative.Cancel());
        Background("interrupt", Stop);
    }

    private Exception? Guarded(Func<Task<object?>> start, Action<object?> finish)
    {
        var pump = new CellPump(Thread.CurrentThread, _cooperative.Token);
        try
        {
            SynchronizationContext.SetSynchronizationContext(pump);
            Task<object?> task = start();
            pump.RunUntil(task);
            finish(task.GetAwaiter().GetResult());

            // Showing the value may have swallowed the exception that was to end it.
            return _mustStop ? new OperationCanceledException(Token) : null;
        }
        catch (Exception error)
        {
            return error;
        }
        finally
        {
            pump.Close();
        }
    }

    private void Settle()
    {
        for (; ; )
        {
            try
            {
                _ended.Set();
                _settled.Set();
                return;
            }
            catch (ThreadInterruptedException)
            {
                // A late waking; nothing here waits for long.
            }
        }
    }

    private void Stop()
    {
        long began = Environment.TickCount64;
        if (_thread is not { } thread || _ended.Wait(Grace)) return;
        _mustStop = true;
        CellGuard.Watch();
        for (long woken = began - BetweenWakings; !_ended.Wait(Look) && Environment.TickCount64 - began < Limit;)
        {
            bool waits = thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin);
            if (!waits || Environment.TickCount64 - woken < BetweenWakings) continue;
            thread.Interrupt();
            woken = Environment.TickCount64;
        }

        if (!_ended.IsSet)
        {
            IsAbandoned = true;
            _settled.Set();
            _ended.Wait();
        }

        // What the cell left on other threads must see it too.
        Thread.Sleep(Lingering);
        CellGuard.Unwatch();
    }

    private static void Background(string name, Action action)
    {
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception error) when (error is AggregateException or ObjectDisposedException)
            {
                // What a cell registered with its token may throw.
            }
        })
        {
            IsBackground = true,
            Name = name,
        };
        using (ExecutionContext.SuppressFlow()) thread.Start();
    }
}
