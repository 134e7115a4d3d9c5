using System.Diagnostics;
using System.Globalization;

namespace Shared;

/// <summary>How long this thread was at work: other processes on the machine do not count, where the system tells.</summary>
internal static class ThreadTime
{
    private const string Statistics = "/proc/thread-self/schedstat";

    private static readonly bool IsTold = File.Exists(Statistics);

    /// <summary>Time of this thread up to now, from any beginning.</summary>
    public static TimeSpan Now => IsTold
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Statistics).Split(' ')[0], CultureInfo.InvariantCulture) / 1000)
        : Stopwatch.GetElapsedTime(0);

    /// <summary>Time that some work takes.</summary>
    public static TimeSpan Of(Action work)
    {
        TimeSpan start = Now;
        work();
        return Now - start;
    }
}
