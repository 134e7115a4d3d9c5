namespace CrackLab.Imaging.Jpeg;

/// <summary>One Huffman table of ITU-T T.81 annex K, ready for writing.</summary>
internal sealed class JpegHuffmanCodes
{
    private JpegHuffmanCodes(byte[] counts, byte[] values)
    {
        Counts = counts;
        Values = values;
        int code = 0;
        int next = 0;
        for (int length = 1; length <= counts.Length; length++, code <<= 1)
        {
            for (int i = 0; i < counts[length - 1]; i++)
            {
                Lengths[values[next]] = (byte)length;
                Codes[values[next++]] = (ushort)code++;
            }
        }
    }

    /// <summary>Table K.3: differences of luminance means.</summary>
    public static JpegHuffmanCodes LuminanceDc { get; } = new(
        [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

    /// <summary>Table K.4: differences of colour means.</summary>
    public static JpegHuffmanCodes ChrominanceDc { get; } = new(
        [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

    /// <summary>Table K.5: luminance coefficients.</summary>
    public static JpegHuffmanCodes LuminanceAc { get; } = new(
        [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125],
        Convert.FromHexString(
            "01020300041105122131410613516107227114328191A1082342B1C11552D1F02433627282090A161718191A25262728292A3435363738393A"
            + "434445464748494A535455565758595A636465666768696A737475767778797A838485868788898A92939495969798999AA2A3A4A5A6A7A8A9AA"
            + "B2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8F9FA"));

    /// <summary>Table K.6: colour coefficients.</summary>
    public static JpegHuffmanCodes ChrominanceAc { get; } = new(
        [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119],
        Convert.FromHexString(
            "000102031104052131061241510761711322328108144291A1B1C109233352F0156272D10A162434E125F11718191A262728292A35363738393A"
            + "434445464748494A535455565758595A636465666768696A737475767778797A82838485868788898A92939495969798999AA2A3A4A5A6A7A8A9"
            + "AAB2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE2E3E4E5E6E7E8E9EAF2F3F4F5F6F7F8F9FA"));

    /// <summary>How many codes there are of each length, 1 to 16 bits.</summary>
    public byte[] Counts { get; }

    /// <summary>The symbols in the order of their codes.</summary>
    public byte[] Values { get; }

    /// <summary>Code of each symbol.</summary>
    public ushort[] Codes { get; } = new ushort[256];

    /// <summary>Bits of each symbol's code, 0 where it has none.</summary>
    public byte[] Lengths { get; } = new byte[256];
}
