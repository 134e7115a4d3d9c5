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
        int size = reader.TakeSymbol(component.DcTable!);
        if (size < 0) return Invalid;
        if (size > 0) component.Prediction += HuffmanTable.Extend(reader.Take(size), size);
        if (component.Prediction != (short)component.Prediction) return Invalid;
        block[0] = (short)component.Prediction;
        return DecodeAc(ref reader, component.AcTable!, block);
    }

    private static int DecodeAc(ref BitReader reader, HuffmanTable table, scoped Span<short> block)
    {
        // The bits are kept in locals, which stay in registers, and handed back wherever the reader itself must act.
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
            int value = (int)entry >> 16;
            if (value != 0)
            {
                int used = (int)entry & 15;
                bits <<= used;
                count -= used;
                k += (int)(entry >> 12) & 15;
            }
            else
            {
                (reader.Bits, reader.Count) = (bits, count);
                int symbol = reader.TakeSymbol(table);
                int size = symbol & 15;
                if (symbol < 0) return Invalid;
                if (size == 0)
                {
                    if (symbol != 0xF0) return symbol == 0 ? last : Invalid;
                    k += 15;
                    (bits, count) = (reader.Bits, reader.Count);
                    continue;
                }

                k += symbol >> 4;
                value = HuffmanTable.Extend(reader.Take(size), size);
                (bits, count) = (reader.Bits, reader.Count);
            }

            if (k > 63)
            {
                (reader.Bits, reader.Count) = (bits, count);
                return Invalid;
            }

            block[order[k]] = (short)value;
            last = k;
        }

        (reader.Bits, reader.Count) = (bits, count);
        return last;
    }
}
