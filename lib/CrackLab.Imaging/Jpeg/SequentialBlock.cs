using System.Runtime.CompilerServices;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Decodes the Huffman codes of one whole block.</summary>
internal static class SequentialBlock
{
    /// <summary>Returned where no code matches or a coefficient lies outside the block.</summary>
    public const int Invalid = -1;

    /// <summary>Decodes one block.</summary>
    /// <param name="reader">The bits.</param>
    /// <param name="component">Its tables and prediction.</param>
    /// <param name="block">64 zeros; receives the coefficients as stored, row-major.</param>
    /// <returns>Zigzag index of the last coefficient that is not 0, or <see cref="Invalid"/>.</returns>
    public static int Decode(ref BitReader reader, FrameComponent component, scoped Span<short> block)
    {
        if (!DecodeDc(ref reader, component)) return Invalid;
        block[0] = (short)component.Prediction;
        return DecodeAc(ref reader, component.AcTable!, block);
    }

    private static bool DecodeDc(ref BitReader reader, FrameComponent component)
    {
        HuffmanTable table = component.DcTable!;
        if (reader.Count < 32) reader.Refill();
        uint entry = table.Lookup[(int)(reader.Bits >> (64 - HuffmanTable.LookupBits))];
        int used = (int)entry & 15, difference = (int)entry >> 16;
        if (difference != 0 || (used != 0 && (entry & 0xF00) == 0))
        {
            reader.Bits <<= used;
            reader.Count -= used;
        }
        else
        {
            int size = reader.TakeSymbol(table);
            if (size < 0) return false;
            if (size > 0) difference = HuffmanTable.Extend(reader.Take(size), size);
        }

        component.Prediction += difference;
        return component.Prediction == (short)component.Prediction;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int DecodeAc(ref BitReader reader, HuffmanTable table, scoped Span<short> block)
    {
        // The bits are kept in locals, which stay in registers, and handed back where the reader itself must act.
        ReadOnlySpan<uint> lookup = table.Lookup;
        ReadOnlySpan<byte> order = ZigZag.Order;
        ulong bits = reader.Bits;
        int count = reader.Count, last = 0;
        for (int k = 1; k < 64; k++)
        {
            if (count < 32)
            {
                (reader.Bits, reader.Count) = (bits, count);
                reader.Refill();
                (bits, count) = (reader.Bits, reader.Count);
            }

            uint entry = lookup[(int)(bits >> (64 - HuffmanTable.LookupBits))];
            int value = (int)entry >> 16, used = (int)entry & 15, symbol = (int)(entry >> 8) & 255;
            if (value == 0 && used == 0)
            {
                int found = table.DecodeLong((int)(bits >> 48));
                if (found < 0)
                {
                    last = Invalid;
                    break;
                }

                (used, symbol) = (found >> 8, found & 255);
            }

            bits <<= used;
            count -= used;
            if (value == 0)
            {
                int size = symbol & 15;
                if (size > 0)
                {
                    value = HuffmanTable.Extend((int)(bits >> (64 - size)), size);
                    bits <<= size;
                    count -= size;
                }
                else if (symbol == 0xF0)
                {
                    k += 15;
                    continue;
                }
                else
                {
                    if (symbol != 0) last = Invalid;
                    break;
                }
            }

            k += symbol >> 4;
            if (k > 63)
            {
                last = Invalid;
                break;
            }

            block[order[k]] = (short)value;
            last = k;
        }

        (reader.Bits, reader.Count) = (bits, count);
        return last;
    }
}
