using System.Diagnostics;
using System.Runtime.InteropServices;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Protocol;
using CrackLab.Kernel.Transport;

namespace CrackLab.Kernel.Hosting;

/// <summary>A process that is a kernel: its signals, its parent and its end.</summary>
internal static class KernelHost
{
    private static readonly TimeSpan LongestExit = TimeSpan.FromSeconds(3);

    /// <summary>Serves until a front end, a signal or the parent's death ends it.</summary>
    /// <param name="connectionFile">Path of the connection file.</param>
    /// <param name="createSession">Makes what runs cells.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string connectionFile, Func<ICellSession> createSession)
    {
        using var server = new KernelServer(ConnectionFile.Read(connectionFile), createSession, new KernelOptions());
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            server.Stop();
        });
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            server.Interrupt();
        });
        ParentWatch.Start(server.Stop);
        server.Start();
        server.WaitForStop();
        KernelThread.Start("end", EndForCertain);

        // Threads that cells have left running must not keep the process.
        Environment.Exit(0);
        return 0;
    }

    // Code of cells that runs at the process's end may never come back.
    private static void EndForCertain()
    {
        Thread.Sleep(LongestExit);
        Process.GetCurrentProcess().Kill();
    }
}
