using System.Buffers.Binary;

namespace CrackLab.Imaging.Png;

/// <summary>The IHDR chunk.</summary>
/// <param name="Width">Pixels across.</param>
/// <param name="Height">Pixels down.</param>
/// <param name="Depth">Bits a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="ColorType">What the samples mean.</param>
/// <param name="IsInterlaced">Whether the pixels come in seven passes (Adam7).</param>
internal sealed record PngHeader(int Width, int Height, int Depth, PngColorType ColorType, bool IsInterlaced)
{
    /// <summary>Samples a pixel.</summary>
    public int Samples => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GrayAlpha => 2,
        PngColorType.Rgba => 4,
        _ => 1,
    };

    /// <summary>Bytes from a sample to the same one of the pixel before, at least 1.</summary>
    public int FilterDistance => Math.Max(1, Samples * Depth / 8);

    /// <summary>Reads and checks it.</summary>
    /// <param name="data">The chunk's content.</param>
    /// <param name="offset">Where it lies in the file.</param>
    /// <param name="options">The size limit.</param>
    public static PngHeader Read(ReadOnlySpan<byte> data, long offset, DecodeOptions options)
    {
        if (data.Length != 13) throw Fault.Corrupt(offset, $"PNG: expected an IHDR chunk of 13 bytes, received {data.Length}");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        Fault.CheckSize(width, height, options, offset, "PNG");
        (int depth, PngColorType type) = (data[8], (PngColorType)data[9]);
        bool valid = type switch
        {
            PngColorType.Gray => depth is 1 or 2 or 4 or 8 or 16,
            PngColorType.Palette => depth is 1 or 2 or 4 or 8,
            PngColorType.Rgb or PngColorType.GrayAlpha or PngColorType.Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!valid) throw Fault.Corrupt(offset + 8, $"PNG: expected a valid depth and colour type, received {depth} and {(int)type}");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw Fault.Corrupt(
                offset + 10, $"PNG: expected methods 0, 0 and 0 or 1, received {data[10]}, {data[11]} and {data[12]}");
        }

        return new PngHeader((int)width, (int)height, depth, type, data[12] == 1);
    }

    /// <summary>Bytes of a row of so many pixels, without its filter byte.</summary>
    public int RowBytes(int pixels) => checked((int)((((long)pixels * Samples * Depth) + 7) / 8));
}
