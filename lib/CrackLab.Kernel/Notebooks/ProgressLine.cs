using System.Diagnostics;
using System.Globalization;

namespace CrackLab.Kernel.Notebooks;

/// <summary>One line on a terminal that says which cell runs and for how long.</summary>
internal sealed class ProgressLine : IProgress<NotebookProgress>, IDisposable
{
    private const int Width = 78;

    private readonly TextWriter _terminal;
    private readonly string _name;
    private readonly Timer? _timer;
    private readonly Lock _gate = new();
    private readonly Stopwatch _watch = new();
    private NotebookProgress? _now;

    /// <summary>Makes the line.</summary>
    /// <param name="terminal">Where it is written.</param>
    /// <param name="name">The notebook's name.</param>
    /// <param name="isShown">Whether anything is written at all; not to files.</param>
    public ProgressLine(TextWriter terminal, string name, bool isShown)
    {
        _terminal = terminal;
        _name = name;
        _timer = isShown ? new Timer(_ => Draw(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(250)) : null;
    }

    /// <inheritdoc/>
    public void Report(NotebookProgress value)
    {
        lock (_gate)
        {
            _now = value;
            _watch.Restart();
        }

        Draw();
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (_timer is not null && _now is not null)
            {
                _terminal.Write("\r" + new string(' ', Width) + "\r");
            }

            _now = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Draw()
    {
        lock (_gate)
        {
            if (_timer is null || _now is null)
            {
                return;
            }

            string line = string.Create(
                CultureInfo.InvariantCulture,
                $"{_name} [{_now.Cell}/{_now.Cells}] {_watch.Elapsed.TotalSeconds,5:0.0} s  {_now.FirstLine}");
            _terminal.Write("\r" + (line.Length > Width ? line[..Width] : line.PadRight(Width)));
        }
    }
}
