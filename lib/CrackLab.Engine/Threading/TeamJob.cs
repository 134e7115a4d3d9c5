using System.Runtime.ExceptionServices;

namespace CrackLab.Engine.Threading;

/// <summary>One job of a <see cref="ThreadTeam"/>: its pieces, and who is at work on them.</summary>
/// <param name="pieces">Number of pieces.</param>
/// <param name="body">Called with the piece's number and the thread's number.</param>
/// <param name="cancellationToken">Keeps the pieces that nobody has begun from being begun.</param>
/// <remarks>
/// A thread says that it is at work before it takes a piece, and takes pieces until there are none. So whoever has closed
/// the job and then sees nobody at work may be sure that the body is not run any more, however late a helper wakes up.
/// </remarks>
internal sealed class TeamJob(int pieces, Action<int, int> body, CancellationToken cancellationToken)
{
    // Far above any number of pieces, far below overflow by the threads that still ask.
    private const int Closed = int.MaxValue / 2;

    private ExceptionDispatchInfo? _failure;
    private int _next;
    private int _working;

    /// <summary>Takes pieces until there are none; what fails is kept for <see cref="Wait"/>.</summary>
    /// <param name="thread">Number of the helper.</param>
    public void Help(int thread)
    {
        Interlocked.Increment(ref _working);
        try
        {
            Share(thread);
        }
        catch (Exception error)
        {
            _failure = ExceptionDispatchInfo.Capture(error);
            Interlocked.Exchange(ref _next, Closed);
        }

        Interlocked.Decrement(ref _working);
    }

    /// <summary>Takes pieces until there are none.</summary>
    /// <param name="thread">Number of the thread.</param>
    /// <exception cref="OperationCanceledException">The job was cancelled.</exception>
    public void Share(int thread)
    {
        int piece;
        while ((piece = Interlocked.Increment(ref _next) - 1) < pieces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            body(piece, thread);
        }
    }

    /// <summary>Waits for the helpers, after the caller's own share.</summary>
    public void Wait()
    {
        AwaitHelpers();

        _failure?.Throw();
    }

    /// <summary>Takes back the pieces that nobody has begun, and waits for the others, though this thread be interrupted again.</summary>
    public void Abandon()
    {
        Interlocked.Exchange(ref _next, Closed);
        Uninterrupted.Run(AwaitHelpers);
    }

    private void AwaitHelpers()
    {
        var wait = default(SpinWait);
        while (Volatile.Read(ref _working) != 0)
        {
            // Never sleeps: the others are done long before a millisecond is over.
            wait.SpinOnce(sleep1Threshold: -1);
        }
    }
}
