namespace CrackLab.Imaging;

/// <summary>Writes PNG files.</summary>
public static class PngEncoder
{
    /// <summary>Encodes losslessly; 1, 3 or 4 channels become grey, RGB or RGBA.</summary>
    /// <param name="image">The picture.</param>
    public static byte[] Encode(Image image) => throw new NotSupportedException();
}
