using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CrackLab.Engine.Tensors;

/// <summary>Floats outside the garbage collector's heap, at a cache line's start, with slack behind them.</summary>
/// <remarks>
/// Kernels may read, never write, up to <see cref="Slack"/> floats past the end. The memory begins as zeros and is
/// freed by <see cref="Dispose"/> or, where that was forgotten, by the finalizer.
/// </remarks>
public sealed unsafe class AlignedBuffer : IDisposable
{
    /// <summary>Floats behind the end that a kernel may read.</summary>
    public const int Slack = 64;

    private const int Alignment = 64;

    private void* _memory;
    private float* _pointer;

    /// <summary>Takes memory for some floats, all zero.</summary>
    /// <param name="length">Number of floats, at least 0.</param>
    /// <exception cref="OutOfMemoryException">The memory is not to be had.</exception>
    public AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        nuint bytes = checked((nuint)(length + Slack) * sizeof(float));

        // Whole pages come from the system as zeros: unlike aligned memory they need not be cleared again.
        _memory = NativeMemory.AllocZeroed(bytes + Alignment);
        _pointer = (float*)(((nuint)_memory + Alignment - 1) & ~(nuint)(Alignment - 1));
        Length = length;
        GC.AddMemoryPressure((long)bytes);
    }

    /// <summary>Frees the memory where <see cref="Dispose"/> was forgotten.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>Number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float.</summary>
    internal float* Pointer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _pointer;
    }

    /// <summary>The floats, as a span; valid until <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The memory is freed.</exception>
    public Span<float> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer is null, this);
            return new Span<float>(_pointer, checked((int)Length));
        }
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_pointer is not null)
        {
            NativeMemory.Free(_memory);
            _memory = null;
            _pointer = null;
            GC.RemoveMemoryPressure((Length + Slack) * sizeof(float));
        }
    }
}
