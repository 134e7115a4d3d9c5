using System.Buffers.Binary;
using System.IO.Compression;
using CrackLab.Imaging.Png;

namespace CrackLab.Imaging;

/// <summary>Writes PNG files.</summary>
public static class PngEncoder
{
    private const int HeaderLength = 13;

    /// <summary>Encodes losslessly; 1, 3 or 4 channels become grey, RGB or RGBA.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A whole PNG file: 8 bits a sample, not interlaced, rows filtered by least absolute sum.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is <see langword="null"/>.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static byte[] Encode(Image image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);

        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        header[9] = image.Channels switch { 1 => 0, 3 => 2, _ => 6 };
        header[10..].Clear();

        PngChunkWriter.Write(file, "IHDR"u8, header);
        PngChunkWriter.Write(file, "IDAT"u8, Compress(image, cancellationToken));
        PngChunkWriter.Write(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static ReadOnlySpan<byte> Compress(Image image, CancellationToken cancellationToken)
    {
        int stride = image.Width * image.Channels;
        var chooser = new PngFilterChooser(stride, image.Channels);
        ReadOnlySpan<byte> previous = new byte[stride];
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < image.Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<byte> row = image.Pixels.AsSpan(y * stride, stride);
                zlib.Write(chooser.Filter(row, previous));
                previous = row;
            }
        }

        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }
}
