using System.Buffers;

namespace CrackLab.Engine.Tests.Support;

/// <summary>Floats whose reading fails, as a disk does in the middle of a file.</summary>
internal sealed class FailingMemory(int length) : MemoryManager<float>
{
    public override Memory<float> Memory => CreateMemory(length);

    public override Span<float> GetSpan() => throw new IOException("the device does not answer");

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
