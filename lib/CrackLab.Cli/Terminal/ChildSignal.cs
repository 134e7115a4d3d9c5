using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CrackLab.Cli.Terminal;

/// <summary>Hands a signal on to a process that this one has started.</summary>
internal static class ChildSignal
{
    private const int SigInt = 2;

    /// <summary>Does as Ctrl-C would; on Windows nothing, where Ctrl-C is for all processes of a console and nothing else comes.</summary>
    /// <param name="process">The process; one that has ended is left alone.</param>
    public static void Interrupt(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            _ = Kill(process.Id, SigInt);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    [DllImport("libc", EntryPoint = "kill", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
