using System.Buffers;

namespace CrackLab.Engine.Tensors;

/// <summary>A part of an <see cref="AlignedBuffer"/> as memory, for what takes no span; it sees the buffer's changes and ends with it.</summary>
/// <param name="buffer">The buffer.</param>
/// <param name="start">Place of the first float.</param>
/// <param name="length">Number of floats.</param>
internal sealed unsafe class BufferMemory(AlignedBuffer buffer, int start, int length) : MemoryManager<float>
{
    /// <inheritdoc/>
    public override Span<float> GetSpan() => buffer.Span.Slice(start, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(buffer.Pointer + start + elementIndex, pinnable: this);

    /// <inheritdoc/>
    public override void Unpin()
    {
        // It does not move.
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The buffer is its owner's.
    }
}
