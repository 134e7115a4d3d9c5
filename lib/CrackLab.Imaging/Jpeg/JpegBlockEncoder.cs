using System.Numerics;

namespace CrackLab.Imaging.Jpeg;

/// <summary>Writes the blocks of one component: transform, quantize, run-length and Huffman code.</summary>
internal sealed class JpegBlockEncoder(JpegBitWriter writer, byte[] table, JpegHuffmanCodes dc, JpegHuffmanCodes ac)
{
    private const int EndOfBlock = 0x00;
    private const int SixteenZeros = 0xF0;

    private readonly int[] _block = new int[64];
    private int _lastMean;

    /// <summary>Writes the 8x8 block whose upper left sample is (x, y).</summary>
    /// <param name="plane">The component.</param>
    /// <param name="x">Column, a multiple of 8.</param>
    /// <param name="y">Row, a multiple of 8.</param>
    public void Write(JpegPlane plane, int x, int y)
    {
        if (x >= plane.ContentWidth || y >= plane.ContentHeight)
        {
            WriteFlat();
            return;
        }

        Span<int> block = _block;
        for (int row = 0; row < 8; row++)
        {
            ReadOnlySpan<byte> samples = plane.Samples.AsSpan(((y + row) * plane.Width) + x, 8);
            for (int column = 0; column < 8; column++)
            {
                block[(row * 8) + column] = samples[column] - 128;
            }
        }

        JpegForwardDct.Transform(block);
        int mean = Quantize(block[0], table[0]);
        Symbol(dc, 0, mean - _lastMean);
        _lastMean = mean;
        WriteCoefficients(block);
    }

    // A block of padding alone repeats the last mean: nobody will see it, so it costs the fewest bits.
    private void WriteFlat()
    {
        Symbol(dc, 0, 0);
        writer.Bits(ac.Codes[EndOfBlock], ac.Lengths[EndOfBlock]);
    }

    private void WriteCoefficients(ReadOnlySpan<int> block)
    {
        ReadOnlySpan<byte> zigzag = ZigZag.Order;
        int zeros = 0;
        for (int i = 1; i < zigzag.Length; i++)
        {
            int value = Quantize(block[zigzag[i]], table[zigzag[i]]);
            if (value == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16)
            {
                writer.Bits(ac.Codes[SixteenZeros], ac.Lengths[SixteenZeros]);
            }

            Symbol(ac, zeros << 4, value);
            zeros = 0;
        }

        if (zeros > 0)
        {
            writer.Bits(ac.Codes[EndOfBlock], ac.Lengths[EndOfBlock]);
        }
    }

    // Rounds half away from zero; most coefficients are under half a step and cost no division.
    private static int Quantize(int coefficient, int step)
    {
        int divisor = step << JpegForwardDct.FractionBits;
        int size = Math.Abs(coefficient) + (divisor >> 1);
        int quotient = size < divisor ? 0 : size / divisor;
        return coefficient < 0 ? -quotient : quotient;
    }

    // The value's bit length joins the symbol; its bits follow, a negative value as value - 1.
    private void Symbol(JpegHuffmanCodes codes, int run, int value)
    {
        int length = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        int symbol = run | length;
        uint bits = (uint)(value < 0 ? value - 1 : value) & ((1u << length) - 1);
        writer.Bits(((uint)codes.Codes[symbol] << length) | bits, codes.Lengths[symbol] + length);
    }
}
