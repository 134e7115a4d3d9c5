namespace CrackLab.Engine.Threading;

/// <summary>Finishes what must not be left half done, though somebody interrupts the thread meanwhile.</summary>
public static class Uninterrupted
{
    /// <summary>Runs an action until it ends without being interrupted; the thread is interrupted again afterwards.</summary>
    /// <param name="action">Something that can begin anew: a wait, above all.</param>
    public static void Run(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        bool wasInterrupted = false;
        while (true)
        {
            try
            {
                action();
                break;
            }
            catch (ThreadInterruptedException)
            {
                wasInterrupted = true;
            }
        }

        if (wasInterrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
    }
}
