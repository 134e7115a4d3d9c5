using System.Buffers;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Rented memory of one decode: planes, coefficients, unstuffed data, rows.</summary>
internal sealed class DecoderBuffers : IDisposable
{
    private readonly List<byte[]> _bytes = [];
    private readonly List<short[]> _shorts = [];

    /// <summary>Rents at least so many bytes, of any content.</summary>
    public byte[] Bytes(long length)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(checked((int)length));
        _bytes.Add(rented);
        return rented;
    }

    /// <summary>Rents at least so many zeros.</summary>
    public short[] ZeroShorts(long length)
    {
        short[] rented = ArrayPool<short>.Shared.Rent(checked((int)length));
        _shorts.Add(rented);
        rented.AsSpan(0, (int)length).Clear();
        return rented;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (byte[] rented in _bytes) ArrayPool<byte>.Shared.Return(rented);
        foreach (short[] rented in _shorts) ArrayPool<short>.Shared.Return(rented);
        _bytes.Clear();
        _shorts.Clear();
    }
}
