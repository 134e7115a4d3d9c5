using System.Runtime.CompilerServices;
using CrackLab.Tracking.Events;

namespace CrackLab.Tracking;

/// <summary>Reads event files while they are being written: each time only what is new.</summary>
/// <param name="path">A folder, with all folders below it, where files may yet appear; or one event file.</param>
/// <param name="time">Clock, or <see langword="null"/> for the system's.</param>
/// <remarks>For one caller at a time. Files are opened for each reading and closed after it.</remarks>
public sealed class EventFollower(string path, TimeProvider? time = null)
{
    private readonly Dictionary<string, EventFileCursor> _cursors = new(StringComparer.Ordinal);
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>How long <see cref="Follow"/> waits before it looks again.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The pieces passed over so far, by file; ends that are only unfinished are not among them.</summary>
    public IReadOnlyList<(string File, EventFileDamage Damage)> Damages =>
        [.. _cursors.SelectMany(cursor => cursor.Value.Damages.Select(damage => (cursor.Key, damage)))];

    /// <summary>Reads what has come since the last time; at first, all that there is.</summary>
    /// <returns>By file and in the order of writing; none where there is no such folder yet.</returns>
    /// <exception cref="IOException">A file can't be read.</exception>
    public IReadOnlyList<RunEvent> ReadNew()
    {
        List<RunEvent> events = [];
        foreach ((string run, string file) in File.Exists(path) || Directory.Exists(path) ? EventFiles.Below(path) : [])
        {
            if (!_cursors.TryGetValue(file, out EventFileCursor? cursor))
                _cursors[file] = cursor = new EventFileCursor(file);
            events.AddRange(cursor.ReadNew().Select(what => new RunEvent(run, what)));
        }

        return events;
    }

    /// <summary>Gives what there is, then what comes, until it is cancelled.</summary>
    /// <param name="cancellationToken">Ends it, without an exception.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public async IAsyncEnumerable<RunEvent> Follow([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            foreach (RunEvent what in ReadNew())
                yield return what;
            await Task.Delay(Interval, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
