using System.Diagnostics;
using System.Globalization;
using CrackLab.Kernel.Transport;

namespace CrackLab.Kernel.Hosting;

/// <summary>Ends a kernel whose front end has died without telling it.</summary>
internal static class ParentWatch
{
    private const string Variable = "JPY_PARENT_PID";
    private const string StatusFile = "/proc/self/stat";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Begins to watch the process that the environment names; on Windows the name is no process id, and nothing is watched.</summary>
    /// <param name="gone">Called when it has gone.</param>
    public static void Start(Action gone)
    {
        string? text = Environment.GetEnvironmentVariable(Variable);
        if (!OperatingSystem.IsWindows() && int.TryParse(text, CultureInfo.InvariantCulture, out int parent) && parent > 1)
        {
            bool isOurParent = Parent() == parent;
            KernelThread.Start("parent watch", () =>
            {
                while (isOurParent ? Parent() == parent : Exists(parent))
                {
                    Thread.Sleep(Pause);
                }

                gone();
            });
        }
    }

    // An orphan is given another parent, also where the dead one still lingers in the list of processes.
    private static int Parent()
    {
        try
        {
            string status = File.ReadAllText(StatusFile);
            return int.Parse(status[(status.LastIndexOf(')') + 1)..].Split(' ')[2], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or FormatException or IndexOutOfRangeException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static bool Exists(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
