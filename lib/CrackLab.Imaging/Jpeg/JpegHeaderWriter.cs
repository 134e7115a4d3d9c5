namespace CrackLab.Imaging.Jpeg;

/// <summary>Writes what stands before the entropy-coded data of a baseline JPEG.</summary>
internal static class JpegHeaderWriter
{
    /// <summary>Writes SOI, APP0 (JFIF 1.1, square pixels), DQT, SOF0, DHT and SOS.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="image">The picture, 1 or 3 channels.</param>
    /// <param name="luminance">64 quantization steps.</param>
    /// <param name="chrominance">64 quantization steps; not written for grey.</param>
    public static void Write(JpegBitWriter writer, Image image, byte[] luminance, byte[] chrominance)
    {
        bool colour = image.Channels == 3;
        writer.Marker(0xD8);
        writer.Marker(0xE0);
        writer.Word(16);
        writer.Raw("JFIF\0"u8);
        writer.Raw([1, 1, 0, 0, 1, 0, 1, 0, 0]);

        QuantizationTable(writer, 0, luminance);
        if (colour)
        {
            QuantizationTable(writer, 1, chrominance);
        }

        writer.Marker(0xC0);
        writer.Word(8 + (3 * image.Channels));
        writer.Raw([8]);
        writer.Word(image.Height);
        writer.Word(image.Width);
        writer.Raw(colour ? [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1] : [1, 1, 0x11, 0]);

        HuffmanTable(writer, 0x00, JpegHuffmanCodes.LuminanceDc);
        HuffmanTable(writer, 0x10, JpegHuffmanCodes.LuminanceAc);
        if (colour)
        {
            HuffmanTable(writer, 0x01, JpegHuffmanCodes.ChrominanceDc);
            HuffmanTable(writer, 0x11, JpegHuffmanCodes.ChrominanceAc);
        }

        writer.Marker(0xDA);
        writer.Word(6 + (2 * image.Channels));
        writer.Raw(colour ? [3, 1, 0x00, 2, 0x11, 3, 0x11] : [1, 1, 0x00]);
        writer.Raw([0, 63, 0]);
    }

    private static void QuantizationTable(JpegBitWriter writer, byte slot, byte[] table)
    {
        writer.Marker(0xDB);
        writer.Word(67);
        writer.Raw([slot]);
        foreach (byte index in ZigZag.Order)
        {
            writer.Raw([table[index]]);
        }
    }

    private static void HuffmanTable(JpegBitWriter writer, byte slot, JpegHuffmanCodes codes)
    {
        writer.Marker(0xC4);
        writer.Word(19 + codes.Values.Length);
        writer.Raw([slot]);
        writer.Raw(codes.Counts);
        writer.Raw(codes.Values);
    }
}
