namespace CrackLab.Imaging.Jpeg;

/// <summary>Canonical Huffman codes with a lookup that gives symbol and, where they fit, the bits after it at once.</summary>
/// <remarks>
/// A lookup entry for the next <see cref="LookupBits"/> bits: value &lt;&lt; 16 | symbol &lt;&lt; 8 | code length &lt;&lt; 4 | used.
/// A symbol is run &lt;&lt; 4 | size. Where code and the size bits after it fit, value is the signed number that they spell
/// (never 0) and used counts both; else value is 0 and used is the code's length, 0 for a code longer than the lookup.
/// </remarks>
internal sealed class HuffmanTable
{
    public const int LookupBits = 10;
    private const int CountBytes = 16;

    /// <summary>Most files use the same few tables: a small cache saves building them anew.</summary>
    private static readonly HuffmanTable?[] Recent = new HuffmanTable?[16];

    private readonly byte[] _specification;
    private uint[] _lookup = [];
    private int[] _limit = [];
    private int[] _shift = [];

    private HuffmanTable(ReadOnlySpan<byte> specification, int offset)
    {
        int code = 0;
        for (int length = 1; length <= 16; length++, code <<= 1)
        {
            code += specification[length - 1];
            if (code > 1 << length)
            {
                throw Fault.Corrupt(offset + length - 1, $"JPEG: expected Huffman codes that fit in {length} bits, received too many");
            }
        }

        _specification = specification.ToArray();
        foreach (byte symbol in specification[CountBytes..]) HighestSymbol = Math.Max(HighestSymbol, symbol);
    }

    /// <summary>Entries by the next <see cref="LookupBits"/> bits; none before <see cref="Prepare"/>.</summary>
    public ReadOnlySpan<uint> Lookup => _lookup;

    /// <summary>The highest symbol in the table.</summary>
    public int HighestSymbol { get; }

    /// <summary>Takes the table from 16 counts of codes by length, then the symbols.</summary>
    /// <param name="specification">Exactly those bytes.</param>
    /// <param name="offset">Where they lie in the file, for faults.</param>
    public static HuffmanTable Get(ReadOnlySpan<byte> specification, int offset)
    {
        int hash = specification.Length;
        foreach (byte value in specification[..Math.Min(specification.Length, 24)]) hash = (hash * 31) + value;
        ref HuffmanTable? slot = ref Recent[(hash ^ (hash >> 8)) & (Recent.Length - 1)];
        HuffmanTable? known = Volatile.Read(ref slot);
        if (known is not null && specification.SequenceEqual(known._specification)) return known;

        HuffmanTable made = new(specification, offset);
        Volatile.Write(ref slot, made);
        return made;
    }

    /// <summary>Works out what decoding needs; to be called before it. A file may define thousands of tables and use none.</summary>
    public void Prepare()
    {
        if (Volatile.Read(ref _lookup).Length > 0) return;
        uint[] lookup = new uint[1 << LookupBits];
        int[] limit = new int[18], shift = new int[17];
        int code = 0, index = 0;
        for (int length = 1; length <= 16; length++)
        {
            shift[length] = index - code;
            for (int i = _specification[length - 1]; i > 0; i--, code++, index++)
            {
                if (length <= LookupBits) Fill(lookup, code, length, _specification[CountBytes + index]);
            }

            limit[length] = code << (16 - length);
            code <<= 1;
        }

        (_limit, _shift) = (limit, shift);
        Volatile.Write(ref _lookup, lookup); // last: another thread that sees it sees the others too
    }

    /// <summary>Decodes a code that is longer than the lookup.</summary>
    /// <param name="next">The next 16 bits.</param>
    /// <returns>length &lt;&lt; 8 | symbol, or -1 where there is no such code.</returns>
    public int DecodeLong(int next)
    {
        for (int length = LookupBits + 1; length <= 16; length++)
        {
            if (next < _limit[length])
            {
                return (length << 8) | _specification[CountBytes + (next >> (16 - length)) + _shift[length]];
            }
        }

        return -1;
    }

    private static void Fill(uint[] lookup, int code, int length, byte symbol)
    {
        int size = symbol & 15, spare = LookupBits - length, first = code << spare;
        for (int rest = 0; rest < 1 << spare; rest++)
        {
            uint entry = ((uint)symbol << 8) | ((uint)length << 4);
            if (size > 0 && size <= spare)
            {
                int value = Extend(rest >> (spare - size), size);
                entry |= ((uint)value << 16) | (uint)(length + size);
            }
            else
            {
                entry |= (uint)length;
            }

            lookup[first + rest] = entry;
        }
    }

    /// <summary>The signed number that <paramref name="size"/> bits spell: those that begin with 0 are negative.</summary>
    public static int Extend(int bits, int size) => bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
}
