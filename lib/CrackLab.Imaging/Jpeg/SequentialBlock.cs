using System.Runtime.CompilerServices;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Decodes the Huffman codes of one whole block.</summary>
internal static class SequentialBlock
{
    /// <summary>Returned where no code matches or a coefficient lies outside the block.</summary>
    public const int Invalid = -1;

    /// <summary>Decodes and dequantizes one block.</summary>
    /// <param name="reader">The bits.</param>
    /// <param name="component">Its tables and prediction.</param>
    /// <param name="block">64 zeros; receives the coefficients, row-major.</param>
    /// <returns>Zigzag index of the last coefficient that is not 0, or <see cref="Invalid"/>.</returns>
    public static int Decode(ref BitReader reader, FrameComponent component, scoped Span<short> block)
    {
        ReadOnlySpan<short> quantization = component.Quantization!.Stored;
        int size = reader.TakeSymbol(component.DcTable!);
        if (size < 0) return Invalid;
        if (size > 0) component.Prediction += HuffmanTable.Extend(reader.Take(size), size);
        if (component.Prediction != (short)component.Prediction) return Invalid;
        block[0] = (short)(component.Prediction * quantization[0]);
        return DecodeAc(ref reader, component.AcTable!, quantization, block);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int DecodeAc(ref BitReader reader, HuffmanTable table, scoped ReadOnlySpan<short> quantization, scoped Span<short> block)
    {
        ReadOnlySpan<uint> lookup = table.Lookup;
        ReadOnlySpan<byte> order = ZigZag.Order;
        int last = 0;
        for (int k = 1; k < 64; k++)
        {
            if (reader.Count < 32) reader.Refill();
            uint entry = lookup[(int)(reader.Bits >> (64 - HuffmanTable.LookupBits))];
            int value = (int)entry >> 16;
            if (value != 0)
            {
                int used = (int)entry & 15;
                reader.Bits <<= used;
                reader.Count -= used;
                k += (int)(entry >> 12) & 15;
            }
            else
            {
                int symbol = reader.TakeSymbol(table);
                int size = symbol & 15;
                if (symbol < 0) return Invalid;
                if (size == 0)
                {
                    if (symbol != 0xF0) return symbol == 0 ? last : Invalid;
                    k += 15;
                    continue;
                }

                k += symbol >> 4;
                value = HuffmanTable.Extend(reader.Take(size), size);
            }

            if (k > 63) return Invalid;
            block[order[k]] = (short)(value * quantization[k]);
            last = k;
        }

        return last;
    }
}
