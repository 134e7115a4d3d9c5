using System.Diagnostics;
using System.Globalization;

namespace CrackLab.Sweeps;

/// <summary>Which process does a trial.</summary>
/// <param name="Host">Name of the machine.</param>
/// <param name="Process">Number of the process.</param>
/// <param name="Started">
/// When the process began, in seconds: on Linux since the machine started, which no change of the clock moves, elsewhere since 1970.
/// </param>
/// <param name="Task">The task of a scheduler that it is, or empty.</param>
internal sealed record WorkerIdentity(string Host, int Process, double Started, string Task)
{
    /// <summary>Two readings of one process' beginning differ by less.</summary>
    private const double SameStart = 2;

    private const double TicksASecond = 100;

    /// <summary>This process.</summary>
    public static WorkerIdentity Current { get; } = Read();

    /// <summary>Whether the process is or was on this machine.</summary>
    public bool IsHere => string.Equals(Host, Environment.MachineName, StringComparison.Ordinal);

    /// <summary>Whether it is certain that the process has ended: it was on this machine, and is no more.</summary>
    public bool IsKnownDead()
    {
        if (!IsHere)
        {
            return false;
        }

        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(Process);
            return process.HasExited || Math.Abs(StartOf(process) - Started) > SameStart;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended just now, or is somebody else's to look at: who asks again will see.
            return false;
        }
    }

    /// <summary>Task, host and process.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Task.Length > 0 ? $"{Task} on " : "")}{Host}, process {Process}");

    private static WorkerIdentity Read()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        string? job = Environment.GetEnvironmentVariable("SLURM_ARRAY_JOB_ID"), task = Environment.GetEnvironmentVariable("SLURM_ARRAY_TASK_ID");
        return new WorkerIdentity(Environment.MachineName, Environment.ProcessId, StartOf(process), job is null || task is null ? "" : $"slurm {job}_{task}");
    }

    // .NET reckons a Linux process' start from the clock of the moment: another one where the clock was set between.
    private static double StartOf(Process process) => OperatingSystem.IsLinux()
        ? TicksOf(process.Id) / TicksASecond
        : (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;

    private static double TicksOf(int process)
    {
        try
        {
            // The second field, a name in parentheses, may hold anything; the start is the 20th behind it.
            string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return double.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            throw new InvalidOperationException($"Process {process}: expected its start, received none.", error);
        }
    }
}
