using System.Text.RegularExpressions;

namespace CrackLab.Reliability.Order;

/// <summary>Reads a trace of system calls for what a power cut could find in the wrong order.</summary>
/// <remarks>
/// What a process has written must be flushed before it, or a folder around it, is renamed; the note of a move before the move; and
/// before the original of a copy is removed, the copy's name must be on its disk, that is its folder flushed.
/// </remarks>
internal sealed partial class FlushTrace
{
    private const string Journal = "/quarantine.jsonl";

    private readonly HashSet<string> _dirty = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsettled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _begun = new(StringComparer.Ordinal);

    /// <summary>Calls to trace.</summary>
    public static IReadOnlyList<string> Calls { get; } =
    [
        "rename", "renameat", "renameat2", "unlink", "unlinkat", "fsync", "fdatasync", "syncfs", "write", "writev", "pwrite64", "pwritev",
        "ftruncate", "copy_file_range", "sendfile",
    ];

    /// <summary>Renamings of what was written.</summary>
    public int Renames { get; private set; }

    /// <summary>Renamings of what others wrote, such as photos that are moved.</summary>
    public int Moves { get; private set; }

    /// <summary>Renamings of what was written whose folder was flushed behind them.</summary>
    public int Settled { get; private set; }

    /// <summary>What a power cut could find in the wrong order.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Reads a trace.</summary>
    /// <param name="file">What strace wrote with -f and -y.</param>
    public static FlushTrace Read(string file)
    {
        var trace = new FlushTrace();
        foreach (string line in File.ReadLines(file))
        {
            trace.Add(line);
        }

        return trace;
    }

    private void Add(string line)
    {
        Match match = ThreadLine().Match(line);
        if (!match.Success)
        {
            return;
        }

        (string thread, string rest) = (match.Groups["thread"].Value, match.Groups["rest"].Value);
        if (rest.EndsWith(Unfinished, StringComparison.Ordinal))
        {
            _begun[thread] = rest[..^Unfinished.Length];
            return;
        }

        if (ResumedCall().Match(rest) is { Success: true } resumed && _begun.Remove(thread, out string? beginning))
        {
            rest = beginning + resumed.Groups["rest"].Value;
        }

        if (Call().Match(rest) is { Success: true } call)
        {
            Take(call.Groups["name"].Value, call.Groups["arguments"].Value);
        }
    }

    private void Take(string name, string arguments)
    {
        string[] quoted = [.. Quoted().Matches(arguments).Select(one => one.Groups["text"].Value)];
        string[] open = [.. Descriptor().Matches(arguments).Select(one => one.Groups["path"].Value)];
        switch (name)
        {
            case "rename" or "renameat" or "renameat2" when quoted is [var from, var to]:
                Rename(from, to);
                break;
            case "unlink" or "unlinkat" when quoted is [var gone]:
                if (_unsettled.Any(path => Path.GetFileName(path) == Path.GetFileName(gone)))
                {
                    Faults.Add($"{gone} is removed before the name of its copy is on the disk");
                }

                Forget(gone);
                break;
            case "fsync" or "fdatasync" when open is [var flushed]:
                _dirty.Remove(flushed);
                Settled += _unsettled.RemoveWhere(path => Path.GetDirectoryName(path) == flushed);
                break;
            case "syncfs":
                _dirty.Clear();
                Settled += _unsettled.Count;
                _unsettled.Clear();
                break;
            case "copy_file_range" when open.Length > 1:
                Write(open[1]);
                break;
            case "write" or "writev" or "pwrite64" or "pwritev" or "ftruncate" or "sendfile" when open.Length > 0:
                Write(open[0]);
                break;
        }
    }

    private void Write(string path)
    {
        if (path.StartsWith('/') && (!path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/dev/shm/", StringComparison.Ordinal)))
        {
            _dirty.Add(path);
            _written.Add(path);
        }
    }

    private void Rename(string from, string to)
    {
        string[] moved = [.. _written.Where(path => path == from || path.StartsWith(from + "/", StringComparison.Ordinal))];
        if (moved.Length == 0)
        {
            Moves++;
            if (_dirty.Any(path => path.EndsWith(Journal, StringComparison.Ordinal)))
            {
                Faults.Add($"{from} is moved before the note of it is on the disk");
            }

            return;
        }

        Renames++;
        _unsettled.Add(to);
        string[] unflushed = [.. moved.Where(_dirty.Contains)];
        if (unflushed.Length > 0)
        {
            Faults.Add($"{to} gets its name before {unflushed.Length} files are on the disk, such as {unflushed[0]}");
        }

        foreach (string path in moved)
        {
            Forget(path);
            _written.Add(to + path[from.Length..]);
        }
    }

    private void Forget(string path)
    {
        _dirty.Remove(path);
        _written.Remove(path);
    }

    private const string Unfinished = " <unfinished ...>";

    [GeneratedRegex(@"^(?<thread>\d+) +(?<rest>.*)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ThreadLine();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>(?<rest>.*)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ResumedCall();

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\) += \d+", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Call();

    [GeneratedRegex(@"""(?<text>[^""]*)""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\d+<(?<path>[^>]*)>", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Descriptor();
}
