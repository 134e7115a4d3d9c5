namespace CrackLab.Engine.Tensors;

/// <summary>The memory of one session: taken while it is built, freed all at once.</summary>
internal sealed unsafe class Workspace : IDisposable
{
    private readonly List<AlignedBuffer> _buffers = [];

    /// <summary>Takes zeroed memory that lives as long as the workspace.</summary>
    /// <param name="length">Floats.</param>
    public float* Take(long length) => TakeBuffer(length).Pointer;

    /// <summary>The same, as a buffer; the workspace goes on owning it.</summary>
    /// <param name="length">Floats.</param>
    public AlignedBuffer TakeBuffer(long length)
    {
        var buffer = new AlignedBuffer(length);
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>Frees everything.</summary>
    public void Dispose()
    {
        foreach (AlignedBuffer buffer in _buffers)
        {
            buffer.Dispose();
        }
    }
}
