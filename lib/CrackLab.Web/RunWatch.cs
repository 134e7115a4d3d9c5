using CrackLab.Tracking;

namespace CrackLab.Web;

/// <summary>Reads runs again when asked, but not more often than twice a second, however many ask.</summary>
/// <param name="paths">Folders of runs, or folders that hold such; they need not be there yet.</param>
/// <param name="time">The clock.</param>
internal sealed class RunWatch(IReadOnlyList<string> paths, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private IReadOnlyList<TrackedRun> _runs = [];
    private long? _read;

    /// <summary>The runs as they are now; empty while there are none.</summary>
    public IReadOnlyList<TrackedRun> Read()
    {
        lock (_gate)
        {
            if (_read is not { } read || time.GetElapsedTime(read) >= Pace)
            {
                try
                {
                    _runs = TrackedRun.Find([.. paths.Where(Directory.Exists)]);
                }
                catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
                {
                    // A folder went away while it was read: the next time shows what is left.
                }

                _read = time.GetTimestamp();
            }

            return _runs;
        }
    }
}
