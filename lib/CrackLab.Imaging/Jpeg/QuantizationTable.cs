namespace CrackLab.Imaging.Jpeg;

/// <summary>What each coefficient of a block is multiplied by.</summary>
internal sealed class QuantizationTable
{
    private readonly short[] _rowMajor = new short[64];

    /// <summary>Reads 64 values of 1 or 2 bytes in zigzag order.</summary>
    /// <param name="bytes">64 or 128 bytes.</param>
    /// <param name="offset">Where they lie in the file, for faults.</param>
    public QuantizationTable(ReadOnlySpan<byte> bytes, int offset)
    {
        int size = bytes.Length / 64;
        for (int k = 0; k < 64; k++)
        {
            int value = size == 1 ? bytes[k] : (bytes[2 * k] << 8) | bytes[(2 * k) + 1];
            if (value == 0)
            {
                throw Fault.Corrupt(offset + (k * size), "JPEG: expected quantization values of at least 1, received 0");
            }

            _rowMajor[ZigZag.Order[k]] = (short)value;
        }
    }

    /// <summary>64 values in row-major order.</summary>
    public ReadOnlySpan<short> RowMajor => _rowMajor;
}
