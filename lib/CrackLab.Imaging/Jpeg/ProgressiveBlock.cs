using System.Numerics;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Decodes what one progressive scan says of one block.</summary>
internal static class ProgressiveBlock
{
    /// <summary>The DC coefficient's high bits in a first pass, one more bit in a later one.</summary>
    /// <returns>Whether the codes were valid.</returns>
    public static bool DecodeDc(ref BitReader reader, FrameComponent component, ScanHeader scan, Span<short> block)
    {
        if (scan.High > 0)
        {
            block[0] |= (short)(reader.TakeBit() << scan.Low);
            return true;
        }

        int size = reader.TakeSymbol(component.DcTable!);
        if (size < 0) return false;
        if (size > 0) component.Prediction += HuffmanTable.Extend(reader.Take(size), size);
        int value = component.Prediction << scan.Low;
        block[0] = (short)value;
        return value == (short)value && component.Prediction == (short)component.Prediction;
    }

    /// <summary>A band of AC coefficients, first pass, of a block to which no run of empty bands reaches.</summary>
    /// <param name="reader">The bits.</param>
    /// <param name="table">AC codes.</param>
    /// <param name="scan">Band and bit.</param>
    /// <param name="block">Row-major coefficients.</param>
    /// <param name="known">The block's coefficients that are not 0.</param>
    /// <param name="endOfBandRun">Receives how many blocks behind this one have an empty band.</param>
    /// <returns>Whether the codes were valid.</returns>
    public static bool DecodeAc(
        ref BitReader reader, HuffmanTable table, ScanHeader scan, Span<short> block, ref ulong known, ref int endOfBandRun)
    {
        int last = scan.Last, low = scan.Low;
        for (int k = scan.First; k <= last; k++)
        {
            int symbol = reader.TakeSymbol(table);
            if (symbol < 0) return false;
            int run = symbol >> 4, size = symbol & 15;
            if (size > 0)
            {
                k += run;
                if (k > last) return false;
                short value = (short)(HuffmanTable.Extend(reader.Take(size), size) << low);
                block[ZigZag.Order[k]] = value;
                if (value != 0) known |= 1UL << k;
            }
            else if (run == 15)
            {
                k += 15;
            }
            else
            {
                endOfBandRun = (1 << run) + reader.TakeMany(run) - 1;
                break;
            }
        }

        return true;
    }

    /// <summary>One more bit of a band: corrects coefficients that are known and brings new ones of that bit alone.</summary>
    /// <returns>Whether the codes were valid.</returns>
    public static bool RefineAc(
        ref BitReader reader, HuffmanTable table, ScanHeader scan, Span<short> block, ref ulong known, ref int endOfBandRun)
    {
        int k = scan.First, last = scan.Last;
        short bit = (short)(1 << scan.Low);
        if (endOfBandRun == 0)
        {
            for (; k <= last; k++)
            {
                int symbol = reader.TakeSymbol(table);
                if (symbol < 0 || (symbol & 15) > 1) return false;
                int run = symbol >> 4;
                short fresh = 0;
                if ((symbol & 15) == 1)
                {
                    fresh = reader.TakeBit() == 1 ? bit : (short)-bit;
                }
                else if (run < 15)
                {
                    endOfBandRun = (1 << run) + reader.TakeMany(run);
                    break;
                }

                k = SkipZeros(ref reader, block, known, k, last, run, bit);
                if (fresh == 0) continue;
                if (k > last) return false;
                block[ZigZag.Order[k]] = fresh;
                known |= 1UL << k;
            }
        }

        if (endOfBandRun > 0)
        {
            SkipZeros(ref reader, block, known, k, last, int.MaxValue, bit);
            endOfBandRun--;
        }

        return true;
    }

    /// <summary>Goes over a run of zeros, refining the coefficients in between; returns the index of the zero after them.</summary>
    private static int SkipZeros(ref BitReader reader, Span<short> block, ulong known, int k, int last, int run, short bit)
    {
        if (k > last) return k;
        for (ulong left = known & ScanHeader.Band(k, last); ; left &= left - 1)
        {
            int next = left == 0 ? last + 1 : BitOperations.TrailingZeroCount(left);
            if (run < next - k) return k + run;
            run -= next - k;
            if (next > last) return next;
            ref short value = ref block[ZigZag.Order[next]];
            if (reader.TakeBit() == 1 && (value & bit) == 0) value += value > 0 ? bit : (short)-bit;
            k = next + 1;
        }
    }
}
