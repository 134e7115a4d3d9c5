using System.Numerics;

namespace CrackLab.Imaging.Jpeg;

/// <summary>A growing JPEG file: markers, words, and entropy-coded bits with a zero stuffed after each 255.</summary>
internal sealed class JpegBitWriter(int capacity)
{
    private byte[] _bytes = new byte[Math.Max(capacity, 64)];
    private int _length;
    private ulong _bits;
    private int _bitCount;

    /// <summary>Appends a marker: 255, then its code.</summary>
    /// <param name="code">The marker's second byte.</param>
    public void Marker(byte code) => Raw([0xFF, code]);

    /// <summary>Appends a 16-bit number, high byte first.</summary>
    /// <param name="value">0..65535.</param>
    public void Word(int value) => Raw([(byte)(value >> 8), (byte)value]);

    /// <summary>Appends bytes as they are.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Appends bits, high bit first.</summary>
    /// <param name="value">The bits, at the low end; nothing above them may be set.</param>
    /// <param name="count">How many, 0..32.</param>
    public void Bits(uint value, int count)
    {
        _bits = (_bits << count) | value;
        _bitCount += count;
        while (_bitCount >= 8)
        {
            _bitCount -= 8;
            Stuffed((byte)(_bits >> _bitCount));
        }
    }

    /// <summary>Fills the last byte up with ones.</summary>
    public void Flush()
    {
        int missing = -_bitCount & 7;
        Bits((1u << missing) - 1, missing);
    }

    /// <summary>Returns all bytes written so far.</summary>
    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    private void Stuffed(byte value)
    {
        Reserve(2);
        _bytes[_length++] = value;
        if (value == 0xFF)
        {
            _bytes[_length++] = 0;
        }
    }

    private void Reserve(int count)
    {
        if (_length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)BitOperations.RoundUpToPowerOf2((uint)(_length + count)));
        }
    }
}
