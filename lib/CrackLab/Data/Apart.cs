using System.Runtime.ExceptionServices;
using CrackLab.Engine.Threading;

namespace CrackLab.Data;

/// <summary>Runs work on a thread of its own, which nobody outside can interrupt.</summary>
/// <remarks>
/// A notebook stops a cell by tearing its thread out of whatever it is doing. Here that is only ever a wait: the work is
/// asked to stop, is waited for, and leaves its data whole.
/// </remarks>
internal static class Apart
{
    private const int Glance = 100;

    /// <summary>Runs the work and waits for it.</summary>
    /// <param name="work">The work; its token is cancelled when the waiting thread is torn away, or with the caller's own.</param>
    /// <param name="cancellationToken">The caller's own token.</param>
    public static T Run<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        CancellationToken stopping = stop.Token;
        var thread = new Thread(() =>
        {
            try
            {
                result = work(stopping);
            }
            catch (Exception error)
            {
                failure = ExceptionDispatchInfo.Capture(error);
            }
        })
        { IsBackground = true, Name = "CrackLab work" };
        try
        {
            thread.Start();
            while (!thread.Join(Glance))
            {
                // Looks up now and then: a thread can be torn out of its own code, not always out of a wait.
            }
        }
        catch
        {
            Uninterrupted.Run(stop.Cancel);
            if (!thread.ThreadState.HasFlag(ThreadState.Unstarted))
            {
                Uninterrupted.Run(thread.Join);
            }

            throw;
        }

        failure?.Throw();
        return result;
    }
}
