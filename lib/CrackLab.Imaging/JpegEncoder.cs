using CrackLab.Imaging.Jpeg;

namespace CrackLab.Imaging;

/// <summary>Writes baseline JPEG files.</summary>
public static class JpegEncoder
{
    private const int MaxSide = 65_535;

    /// <summary>Encodes 1 channel as grey, 3 as YCbCr 4:2:0 with the standard Huffman tables.</summary>
    /// <param name="image">The picture, 1 or 3 channels, at most 65,535 pixels a side.</param>
    /// <param name="quality">1 (small) to 100 (faithful), scaled as libjpeg does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A whole JFIF file; integer arithmetic throughout, so the same bytes on every machine.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quality"/> is not in 1..100.</exception>
    /// <exception cref="ArgumentException">The picture has 4 channels, or a side over 65,535 pixels.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static byte[] Encode(Image image, int quality = 90, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        if (image.Channels == 4)
        {
            throw new ArgumentException(
                "JpegEncoder: expected 1 or 3 channels, received 4. Drop the alpha channel, or write a PNG.",
                nameof(image));
        }

        if (image.Width > MaxSide || image.Height > MaxSide)
        {
            throw new ArgumentException(
                $"JpegEncoder: expected sides of at most {MaxSide} pixels, "
                + $"received {image.Width}x{image.Height}. Write a PNG.",
                nameof(image));
        }

        byte[] luminance = JpegQuantizer.ScaledTable(JpegQuantizer.Luminance, quality);
        byte[] chrominance = JpegQuantizer.ScaledTable(JpegQuantizer.Chrominance, quality);
        var writer = new JpegBitWriter(1024 + (image.Pixels.Length / 4));
        JpegHeaderWriter.Write(writer, image, luminance, chrominance);
        if (image.Channels == 1)
        {
            WriteGrey(writer, image, luminance, cancellationToken);
        }
        else
        {
            WriteColour(writer, image, luminance, chrominance, cancellationToken);
        }

        writer.Flush();
        writer.Marker(0xD9);
        return writer.ToArray();
    }

    private static void WriteGrey(JpegBitWriter writer, Image image, byte[] table, CancellationToken cancellationToken)
    {
        JpegPlane grey = JpegPlane.FromGrey(image);
        var encoder = new JpegBlockEncoder(writer, table, JpegHuffmanCodes.LuminanceDc, JpegHuffmanCodes.LuminanceAc);
        for (int y = 0; y < grey.Height; y += 8)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < grey.Width; x += 8)
            {
                encoder.Write(grey, x, y);
            }
        }
    }

    private static void WriteColour(JpegBitWriter writer, Image image, byte[] luminance, byte[] chrominance, CancellationToken cancellationToken)
    {
        (JpegPlane luma, JpegPlane blue, JpegPlane red) = JpegPlane.FromRgb(image);
        var lumaEncoder = new JpegBlockEncoder(
            writer, luminance, JpegHuffmanCodes.LuminanceDc, JpegHuffmanCodes.LuminanceAc);
        var blueEncoder = new JpegBlockEncoder(
            writer, chrominance, JpegHuffmanCodes.ChrominanceDc, JpegHuffmanCodes.ChrominanceAc);
        var redEncoder = new JpegBlockEncoder(
            writer, chrominance, JpegHuffmanCodes.ChrominanceDc, JpegHuffmanCodes.ChrominanceAc);
        for (int y = 0; y < blue.Height; y += 8)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < blue.Width; x += 8)
            {
                lumaEncoder.Write(luma, 2 * x, 2 * y);
                lumaEncoder.Write(luma, (2 * x) + 8, 2 * y);
                lumaEncoder.Write(luma, 2 * x, (2 * y) + 8);
                lumaEncoder.Write(luma, (2 * x) + 8, (2 * y) + 8);
                blueEncoder.Write(blue, x, y);
                redEncoder.Write(red, x, y);
            }
        }
    }
}
