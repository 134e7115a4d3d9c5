using CrackLab.Engine;
using CrackLab.Tracking.Protos;

namespace CrackLab.Tracking.Events;

/// <summary>The event files of one folder of a run: a new one is begun when there is something to write.</summary>
/// <param name="folder">The folder.</param>
/// <param name="passOverWritten">Whether what the folder's older files hold, by tag and step, is not written again.</param>
internal sealed class RunEventLog(string folder, bool passOverWritten) : IDisposable
{
    private HashSet<(string Tag, long Step)>? _written;
    private EventFileWriter? _writer;

    /// <summary>Whether a tag has no value at a step yet.</summary>
    public bool Lacks(string tag, long step) => !Written.Contains((tag, step));

    public void Write(SummaryValue value, long step)
    {
        if (Written.Add((value.Tag, step)))
            Writer.Write(value, step);
    }

    public void WriteGraph(Sequential model)
    {
        if (Written.Add(("", 0)))
            Writer.WriteGraph(model);
    }

    public void Dispose()
    {
        _writer?.Dispose();
        (_writer, _written) = (null, null);
    }

    private EventFileWriter Writer => _writer ??= new EventFileWriter(folder);

    private HashSet<(string Tag, long Step)> Written => _written ??= passOverWritten
        ? [.. EventFiles.In(folder).SelectMany(file => new EventFileCursor(file).ReadNew()).Select(what => (what.Tag, what.Step))]
        : [];
}
