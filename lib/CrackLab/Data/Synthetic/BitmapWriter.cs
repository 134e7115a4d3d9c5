using System.Buffers.Binary;
using CrackLab.Imaging;

namespace CrackLab.Data.Synthetic;

/// <summary>Writes 24-bit Windows bitmaps, rows from the bottom, as most programs do.</summary>
internal static class BitmapWriter
{
    private const int HeaderLength = 54;

    /// <summary>Encodes a picture.</summary>
    /// <param name="image">An RGB picture.</param>
    public static byte[] Encode(Image image)
    {
        int stride = ((image.Width * 3) + 3) / 4 * 4;
        var file = new byte[HeaderLength + (stride * image.Height)];
        "BM"u8.CopyTo(file);
        Number(file, 2, file.Length);
        Number(file, 10, HeaderLength);
        Number(file, 14, HeaderLength - 14);
        Number(file, 18, image.Width);
        Number(file, 22, image.Height);
        file[26] = 1;
        file[28] = 24;
        Number(file, 34, stride * image.Height);
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.AsSpan(y * image.Width * 3, image.Width * 3);
            Span<byte> target = file.AsSpan(HeaderLength + ((image.Height - 1 - y) * stride));
            for (int i = 0; i < row.Length; i += 3)
            {
                (target[i], target[i + 1], target[i + 2]) = (row[i + 2], row[i + 1], row[i]);
            }
        }

        return file;
    }

    private static void Number(byte[] file, int offset, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);
}
