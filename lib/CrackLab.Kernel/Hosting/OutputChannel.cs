using System.Text;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Protocol;
using CrackLab.Kernel.Transport;

namespace CrackLab.Kernel.Hosting;

/// <summary>Everything that goes out on iopub, in order, from a thread of its own.</summary>
/// <param name="codec">Makes messages.</param>
/// <param name="publish">Sends them; may wait for front ends that are behind.</param>
/// <remarks>
/// Text waits a moment for more of its kind, so that printing in a loop is cheap; anything else that follows sends it off.
/// </remarks>
internal sealed class OutputChannel(MessageCodec codec, Action<IReadOnlyList<byte[]>> publish)
{
    private const long MostBytes = 32 << 20;
    private const int LongestText = 256 << 10;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(30);
    private readonly object _gate = new();
    private readonly LinkedList<OutputItem> _items = new();
    private long _bytes;
    private bool _isSending;

    /// <summary>Begins to send.</summary>
    public void Start() => KernelThread.Start("output", Run);

    /// <summary>Sends printed text, with a little delay.</summary>
    /// <param name="parent">Header of the cell's request.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="text">The text.</param>
    public void Print(byte[] parent, OutputStream stream, string text)
    {
        lock (_gate)
        {
            if (_items.Last?.Value is not { } last || !last.Continues(parent, stream) || last.Text!.Length > LongestText)
            {
                last = OutputItem.OfText(parent, stream);
                _items.AddLast(last);
                Monitor.PulseAll(_gate);
            }

            last.Text!.Append(text);
            _bytes += 2L * text.Length;
        }
    }

    /// <summary>Sends a message.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="parent">Header of the request that it belongs to.</param>
    /// <param name="content">Its content.</param>
    public void Post(string type, byte[] parent, byte[] content)
    {
        var item = OutputItem.OfMessage(parent, type, content);
        lock (_gate)
        {
            _items.AddLast(item);
            _bytes += item.Size;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits while too much is on its way; a cell that shows more than front ends can take is slowed down here.</summary>
    public void WaitForRoom()
    {
        while (Interlocked.Read(ref _bytes) > MostBytes)
        {
            Thread.Sleep(TimeSpan.FromMilliseconds(2));
        }
    }

    /// <summary>Waits until everything has been handed to the sockets.</summary>
    /// <param name="timeout">How long at most.</param>
    public void Flush(TimeSpan timeout)
    {
        long end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        lock (_gate)
        {
            while ((_items.Count > 0 || _isSending) && Environment.TickCount64 < end)
            {
                Monitor.Wait(_gate, Moment);
            }
        }
    }

    private void Run()
    {
        while (true)
        {
            try
            {
                OutputItem item = Take();
                (IReadOnlyList<byte[]> frames, _) = codec.Encode(
                    [Encoding.ASCII.GetBytes($"kernel.{codec.Session}.{item.Type}")],
                    item.Type,
                    item.Parent,
                    item.Text is null ? item.Content : ContentOf(item));
                publish(frames);
            }
            catch (Exception error)
            {
                KernelLog.Write($"output: a message was lost. {error.Message}");
            }
        }
    }

    private OutputItem Take()
    {
        lock (_gate)
        {
            _isSending = false;
            Monitor.PulseAll(_gate);
            while (_items.Count == 0)
            {
                Monitor.Wait(_gate);
            }

            long end = Environment.TickCount64 + (long)Moment.TotalMilliseconds;
            while (_items.Count == 1 && _items.First!.Value.Text is { Length: < LongestText } && Environment.TickCount64 < end)
            {
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Max(1, end - Environment.TickCount64)));
            }

            OutputItem item = _items.First!.Value;
            _items.RemoveFirst();
            _isSending = true;
            _bytes -= item.Size;
            KeepHalfCharacter(item);
            return item;
        }
    }

    // The second half of a character beyond U+FFFF may be printed by the next call.
    private void KeepHalfCharacter(OutputItem item)
    {
        if (item.Text is { Length: > 1 } text && char.IsHighSurrogate(text[^1]) && _items.Count == 0)
        {
            var rest = OutputItem.OfText(item.Parent, item.Stream);
            rest.Text!.Append(text[^1]);
            text.Length--;
            _items.AddFirst(rest);
            _bytes += rest.Size;
        }
    }

    private static byte[] ContentOf(OutputItem item) => Json.Write(writer =>
    {
        writer.WriteString("name", item.Stream == OutputStream.Out ? "stdout" : "stderr");
        writer.WriteString("text", item.Text!.ToString());
    });
}
