using System.Text.RegularExpressions;

namespace CrackLab.Kernel.Hosting;

/// <summary>The cells that were run since the kernel started.</summary>
internal sealed class History
{
    /// <summary>Number of this session; earlier ones are not kept.</summary>
    public const int Session = 1;

    private const int Most = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly Queue<HistoryEntry> _entries = new();

    /// <summary>Adds a cell; the oldest one makes room.</summary>
    public void Add(HistoryEntry entry)
    {
        _entries.Enqueue(entry);
        if (_entries.Count > Most)
        {
            _entries.Dequeue();
        }
    }

    /// <summary>The last cells.</summary>
    /// <param name="count">How many; <see langword="null"/> for all.</param>
    public IReadOnlyList<HistoryEntry> Tail(int? count) => [.. _entries.TakeLast(count ?? Most)];

    /// <summary>Cells by their execution counts.</summary>
    /// <param name="session">0 or <see cref="Session"/> for this session, -1 and below for earlier ones, of which there are none.</param>
    /// <param name="start">First execution count.</param>
    /// <param name="stop">Execution count to stop before; <see langword="null"/> for no end.</param>
    public IReadOnlyList<HistoryEntry> Range(int session, int start, int? stop) => session is 0 or Session
        ? [.. _entries.Where(entry => entry.Number >= start && entry.Number < (stop ?? int.MaxValue))]
        : [];

    /// <summary>Cells whose text fits a pattern.</summary>
    /// <param name="pattern">The whole text, with * for any text and ? for any character.</param>
    /// <param name="count">How many of the last ones; <see langword="null"/> for all.</param>
    /// <param name="unique">Whether a text that comes several times is told once, where it came last.</param>
    public IReadOnlyList<HistoryEntry> Search(string pattern, int? count, bool unique)
    {
        string expression = Regex.Escape(pattern)
            .Replace("\\*", ".*", StringComparison.Ordinal)
            .Replace("\\?", ".", StringComparison.Ordinal);
        var glob = new Regex($"\\A{expression}\\z", RegexOptions.Singleline | RegexOptions.CultureInvariant, Patience);
        IEnumerable<HistoryEntry> found = _entries.Where(entry => glob.IsMatch(entry.Code));
        if (unique)
        {
            found = found.Reverse().DistinctBy(entry => entry.Code, StringComparer.Ordinal).Reverse();
        }

        return [.. found.TakeLast(count ?? Most)];
    }
}
