using System.Buffers;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Rented memory of one decode: planes, coefficients, unstuffed data, rows.</summary>
internal sealed class DecoderBuffers : IDisposable
{
    private readonly List<byte[]> _bytes = [];
    private readonly List<short[]> _shorts = [];
    private readonly List<ulong[]> _masks = [];

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

    /// <summary>Rents at least so many empty masks.</summary>
    public ulong[] EmptyMasks(long length)
    {
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(checked((int)length));
        _masks.Add(rented);
        rented.AsSpan(0, (int)length).Clear();
        return rented;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (byte[] rented in _bytes) ArrayPool<byte>.Shared.Return(rented);
        foreach (short[] rented in _shorts) ArrayPool<short>.Shared.Return(rented);
        foreach (ulong[] rented in _masks) ArrayPool<ulong>.Shared.Return(rented);
        _bytes.Clear();
        _shorts.Clear();
        _masks.Clear();
    }
}
