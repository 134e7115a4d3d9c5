using System.Globalization;

namespace CrackLab.Reliability.Support;

/// <summary>When a process is killed: after a time, or as it enters a system call.</summary>
/// <param name="Moment">The time from its start, where <paramref name="Call"/> is <see langword="null"/>.</param>
/// <param name="Call">Name of a system call.</param>
/// <param name="Number">Which of a thread's calls of that name, counted from 1.</param>
internal sealed record KillPoint(TimeSpan Moment, string? Call = null, int Number = 0)
{
    /// <summary>For people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Call is null ? $"after {Moment.TotalMilliseconds:0} ms" : $"at {Call} number {Number}")}");
}
