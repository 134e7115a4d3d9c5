using System.Diagnostics;
using System.Globalization;

namespace CrackLab.Reliability.Support;

/// <summary>Signals of the system to a process.</summary>
internal static class Signals
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);

    /// <summary>Why there are none, or <see langword="null"/>.</summary>
    public static string? Missing => OperatingSystem.IsWindows() ? "Windows has no signals" : Tool.Find("kill") is null ? "there is no kill" : null;

    /// <summary>Sends one.</summary>
    /// <param name="process">To whom.</param>
    /// <param name="name">Its name, such as STOP.</param>
    public static void Send(Process process, string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)])!;
        kill.WaitForExit();
    }

    /// <summary>Waits until it is time, while a process is at work.</summary>
    /// <param name="process">The process.</param>
    /// <param name="isTime">What is waited for.</param>
    /// <exception cref="BrokenPromise">It ended before.</exception>
    public static void WaitFor(Process process, Func<bool> isTime)
    {
        while (!isTime())
        {
            BrokenPromise.Unless(!process.HasExited, "expected to find it at work, received its end");
            Thread.Sleep(Glance);
        }
    }
}
