using System.Globalization;
using System.Text.RegularExpressions;

namespace CrackLab.Reliability.Support;

/// <summary>The system's tracer of system calls.</summary>
internal static partial class Strace
{
    private const string Program = "strace";

    /// <summary>Calls that change what is on a disk.</summary>
    public static readonly IReadOnlyList<string> Steps = ["rename", "unlink", "rmdir", "mkdir", "fsync", "ftruncate", "pwrite64", "write"];

    /// <summary>Why there is none, or <see langword="null"/>.</summary>
    public static string? Missing => Tool.Find(Program) is null ? "there is no strace; Debian's package strace brings it" : null;

    /// <summary>What to put before a command to have its calls written down.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="calls">Which.</param>
    public static IReadOnlyList<string> Tracing(string file, IEnumerable<string> calls) =>
        [Tool.Find(Program)!, "-f", "-y", "-qq", "-s", "0", "-e", "signal=none", "-e", $"trace={string.Join(',', calls)}", "-o", file];

    /// <summary>What to put before a command to have it killed as it enters a call.</summary>
    public static IReadOnlyList<string> Killing(KillPoint point) =>
    [
        Tool.Find(Program)!, "-f", "-qq", "-o", "/dev/null", "-e", $"trace={point.Call}",
        "-e", string.Create(CultureInfo.InvariantCulture, $"inject={point.Call}:signal=SIGKILL:when={point.Number}"),
    ];

    /// <summary>How often one thread makes each call at most.</summary>
    /// <param name="file">What tracing wrote.</param>
    public static IReadOnlyDictionary<string, int> Count(string file) => File.ReadLines(file)
        .Select(line => CallLine().Match(line))
        .Where(match => match.Success)
        .CountBy(match => (Call: match.Groups["call"].Value, Thread: match.Groups["thread"].Value))
        .GroupBy(pair => pair.Key.Call, StringComparer.Ordinal)
        .ToDictionary(calls => calls.Key, calls => calls.Max(pair => pair.Value), StringComparer.Ordinal);

    [GeneratedRegex(@"^(?<thread>\d+) +(?<call>\w+)\(", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CallLine();
}
