using CrackLab.Engine;
using CrackLab.Tracking.Protos;

namespace CrackLab.Tracking.Events;

/// <summary>The event files of one folder of a run: a new one is begun when there is something to write.</summary>
/// <param name="folder">The folder.</param>
/// <param name="passOverWritten">Whether what the folder's older files hold, by tag and step, is not written again.</param>
internal sealed class RunEventLog(string folder, bool passOverWritten) : IDisposable
{
    // Of its own, the last step of each tag is enough, for steps only rise: a set of all of them would grow with every epoch.
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);
    private HashSet<(string Tag, long Step)>? _older;
    private EventFileWriter? _writer;

    /// <summary>Whether a tag has no value at a step yet.</summary>
    public bool Lacks(string tag, long step) =>
        !(_last.TryGetValue(tag, out long last) && last == step) && !Older.Contains((tag, step));

    public void Write(SummaryValue value, long step)
    {
        if (!Lacks(value.Tag, step))
            return;
        _last[value.Tag] = step;
        Writer.Write(value, step);
    }

    public void WriteGraph(Sequential model)
    {
        if (!Lacks("", 0))
            return;
        _last[""] = 0;
        Writer.WriteGraph(model);
    }

    public void Dispose()
    {
        _writer?.Dispose();
        (_writer, _older) = (null, null);
        _last.Clear();
    }

    private EventFileWriter Writer => _writer ??= new EventFileWriter(folder);

    private HashSet<(string Tag, long Step)> Older => _older ??= passOverWritten
        ? [.. EventFiles.In(folder).SelectMany(file => new EventFileCursor(file).ReadNew()).Select(what => (what.Tag, what.Step))]
        : [];
}
