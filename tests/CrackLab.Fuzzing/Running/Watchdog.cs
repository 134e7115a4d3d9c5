using System.Diagnostics;

namespace CrackLab.Fuzzing.Running;

/// <summary>Ends the process when a worker hangs: a thread cannot be ended by itself.</summary>
internal static class Watchdog
{
    /// <summary>What has not come back after this will not.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    /// <summary>Begins to watch, on a thread of its own.</summary>
    /// <param name="standing">Where the workers stand.</param>
    public static void Start(Standing standing) => new Thread(() => Watch(standing)) { IsBackground = true }.Start();

    private static void Watch(Standing standing)
    {
        (long Number, long Since)[] last = new (long, long)[standing.Workers];
        while (true)
        {
            for (int worker = 0; worker < last.Length; worker++)
            {
                long number = standing[worker];
                if (number != last[worker].Number) last[worker] = (number, Stopwatch.GetTimestamp());
                if (number >= 0 && Stopwatch.GetElapsedTime(last[worker].Since) > Longest) Process.GetCurrentProcess().Kill();
            }

            Thread.Sleep(Between);
        }
    }
}
