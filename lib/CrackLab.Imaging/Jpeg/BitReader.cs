using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Reads bits, highest first, from bytes that hold no markers any more; past their end come zeros.</summary>
/// <param name="data">The bytes, then at least 8 zero bytes.</param>
/// <param name="dataLength">How many bytes before those zeros.</param>
internal ref struct BitReader(ReadOnlySpan<byte> data, int dataLength)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>The next bits, the first one highest.</summary>
    public ulong Bits;

    /// <summary>How many of <see cref="Bits"/> are counted as read ahead; those below are right but will be read again.</summary>
    public int Count;

    /// <summary>Bits taken so far.</summary>
    public readonly long Consumed => ((long)_position * 8) - Count;

    /// <summary>Bits that there are.</summary>
    public readonly long Available => (long)dataLength * 8;

    /// <summary>Whether more bits were taken than there are.</summary>
    public readonly bool IsOverrun => Consumed > Available;

    /// <summary>Makes at least 56 bits ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Refill()
    {
        if (_position <= _data.Length - 8) Bits |= BinaryPrimitives.ReadUInt64BigEndian(_data.Slice(_position, 8)) >> Count;
        int bytes = (63 - Count) >> 3;
        _position += bytes;
        Count += bytes << 3;
    }

    /// <summary>Takes 1 to 16 bits that a refill made ready.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take(int count)
    {
        int value = (int)(Bits >> (64 - count));
        Bits <<= count;
        Count -= count;
        return value;
    }

    /// <summary>Takes one bit, refilling first where needed.</summary>
    public int TakeBit()
    {
        if (Count < 1) Refill();
        return Take(1);
    }

    /// <summary>Takes 0 to 16 bits, refilling first where needed.</summary>
    public int TakeMany(int count)
    {
        if (count == 0) return 0;
        if (Count < count) Refill();
        return Take(count);
    }

    /// <summary>Takes one symbol and leaves at least 16 bits ready for the number after it.</summary>
    /// <returns>run &lt;&lt; 4 | size, or -1 where no code matches.</returns>
    public int TakeSymbol(HuffmanTable table)
    {
        if (Count < 32) Refill();
        uint entry = table.Lookup[(int)(Bits >> (64 - HuffmanTable.LookupBits))];
        int length = (int)(entry >> 4) & 15, symbol = (int)(entry >> 8) & 255;
        if (length == 0)
        {
            int found = table.DecodeLong((int)(Bits >> 48));
            if (found < 0) return -1;
            length = found >> 8;
            symbol = found & 255;
        }

        Bits <<= length;
        Count -= length;
        return symbol;
    }
}
