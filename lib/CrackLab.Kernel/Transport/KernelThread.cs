namespace CrackLab.Kernel.Transport;

/// <summary>Threads of the kernel itself, which outlive whatever goes wrong on them and end with the process.</summary>
internal static class KernelThread
{
    /// <summary>Starts a thread.</summary>
    /// <param name="name">Its name in a debugger.</param>
    /// <param name="work">What it does.</param>
    /// <param name="stackBytes">Its stack; 0 for the usual size.</param>
    /// <returns>The thread, which runs.</returns>
    public static Thread Start(string name, Action work, int stackBytes = 0)
    {
        var thread = new Thread(() => Run(name, work), stackBytes) { IsBackground = true, Name = name };
        thread.UnsafeStart();
        return thread;
    }

    private static void Run(string name, Action work)
    {
        try
        {
            work();
        }
        catch (Exception error)
        {
            KernelLog.Write($"{name}: {error}");
        }
    }
}
