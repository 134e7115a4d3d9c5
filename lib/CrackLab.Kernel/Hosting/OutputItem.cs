using System.Text;
using CrackLab.Kernel.Cells;

namespace CrackLab.Kernel.Hosting;

/// <summary>Something on its way to the front ends: a message, or text that may still grow.</summary>
internal sealed class OutputItem
{
    private OutputItem(byte[] parent, string type)
    {
        Parent = parent;
        Type = type;
    }

    /// <summary>Header of the request that it belongs to.</summary>
    public byte[] Parent { get; }

    /// <summary>The message's type.</summary>
    public string Type { get; }

    /// <summary>Content of a message that is ready.</summary>
    public byte[] Content { get; private init; } = [];

    /// <summary>Text that was printed; <see langword="null"/> for a message that is ready.</summary>
    public StringBuilder? Text { get; private init; }

    /// <summary>The stream it was printed on.</summary>
    public OutputStream Stream { get; private init; }

    /// <summary>Bytes that it takes, about.</summary>
    public long Size => Content.Length + (2L * Text?.Length ?? 0);

    public static OutputItem OfMessage(byte[] parent, string type, byte[] content) => new(parent, type) { Content = content };

    public static OutputItem OfText(byte[] parent, OutputStream stream) => new(parent, "stream") { Text = new(), Stream = stream };

    /// <summary>Whether text of this origin may be appended.</summary>
    public bool Continues(byte[] parent, OutputStream stream) => Text is not null && ReferenceEquals(Parent, parent) && Stream == stream;
}
