using CrackLab.Tracking.Events;

namespace CrackLab.Tracking;

/// <summary>Reads TensorBoard event files, TensorFlow's own among them.</summary>
public static class EventFileReader
{
    /// <summary>Reads all that is sound in a file.</summary>
    /// <param name="path">Path of the file; it may be growing.</param>
    /// <returns>What it holds, and where it is damaged if it is.</returns>
    /// <exception cref="InvalidDataException">The file is no event file.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <remarks>To go on where reading stopped, use <see cref="EventFollower"/>.</remarks>
    public static EventFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var cursor = new EventFileCursor(path);
        IReadOnlyList<SummaryEvent> events = cursor.ReadNew();
        EventFileDamage[] damages = [.. cursor.Damages, .. cursor.Tail is { } tail ? [tail] : Array.Empty<EventFileDamage>()];
        if (cursor.Records == 0 && damages is [{ IsCutTail: false } damage, ..])
        {
            throw new InvalidDataException(
                $"{path}: expected a TensorBoard event file, received something else: {damage.Reason} at byte {damage.Offset}. " +
                "Event files are named events.out.tfevents.*.");
        }
        return new EventFile(events, cursor.Records, damages);
    }
}
