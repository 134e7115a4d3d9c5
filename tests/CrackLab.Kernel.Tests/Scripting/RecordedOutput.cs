using System.Collections.Concurrent;
using System.Text;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Tests.Scripting;

/// <summary>Remembers what a cell sent.</summary>
internal sealed class RecordedOutput : ICellOutput
{
    private readonly StringBuilder _out = new(), _error = new();

    public ConcurrentQueue<string> Answers { get; } = new();

    public ConcurrentQueue<string> Events { get; } = new();

    public ConcurrentQueue<MimeBundle> Displays { get; } = new();

    public int Writes { get; private set; }

    public string Out
    {
        get { lock (_out) return _out.ToString(); }
    }

    public string Error
    {
        get { lock (_out) return _error.ToString(); }
    }

    public void Write(OutputStream stream, string text)
    {
        lock (_out)
        {
            Writes++;
            (stream == OutputStream.Out ? _out : _error).Append(text);
        }
    }

    public void Display(MimeBundle data, string? displayId)
    {
        Displays.Enqueue(data);
        Events.Enqueue($"display {displayId}: {data.Data[MimeBundle.PlainText]}");
    }

    public void UpdateDisplay(MimeBundle data, string displayId) =>
        Events.Enqueue($"update {displayId}: {data.Data[MimeBundle.PlainText]}");

    public void Clear(bool wait) => Events.Enqueue($"clear {wait}");

    public string ReadLine(string prompt, bool isPassword, CancellationToken cancellationToken)
    {
        Events.Enqueue($"ask {prompt} {isPassword}");
        if (Answers.TryDequeue(out string? answer)) return answer;
        cancellationToken.WaitHandle.WaitOne();
        throw new OperationCanceledException(cancellationToken);
    }
}
