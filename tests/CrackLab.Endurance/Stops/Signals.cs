using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CrackLab.Endurance.Stops;

/// <summary>Sends signals to processes.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    /// <summary>Sends one; a process that has ended meanwhile is left alone.</summary>
    /// <param name="process">A process, or where negative, a group of them.</param>
    /// <param name="signal">The signal.</param>
    public static void Send(int process, int signal)
    {
        const int NoSuchProcess = 3;
        if (Kill(process, signal) != 0 && Marshal.GetLastPInvokeError() != NoSuchProcess)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Whether children would never see the interrupt, as those of a shell's background job.</summary>
    public static bool IsInterruptIgnored()
    {
        const string Field = "SigIgn:";
        const string Status = "/proc/self/status";
        return File.Exists(Status)
            && ulong.Parse(
                File.ReadLines(Status).First(line => line.StartsWith(Field, StringComparison.Ordinal)).AsSpan(Field.Length).Trim(),
                NumberStyles.HexNumber,
                CultureInfo.InvariantCulture) >> (Interrupt - 1) is var rest && (rest & 1) == 1;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
