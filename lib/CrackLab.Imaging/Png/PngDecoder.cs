using System.Buffers;
using System.IO.Compression;

namespace CrackLab.Imaging.Png;

/// <summary>Decodes PNG: every colour type and depth, interlaced or not, checksums verified.</summary>
internal static class PngDecoder
{
    /// <summary>Deflate packs at most so many bytes into one; more than that is a lie in the header.</summary>
    private const int MaxRatio = 1032;

    /// <summary>Reads the header.</summary>
    public static ImageInfo Identify(ReadOnlySpan<byte> file)
    {
        PngContent content = PngContent.Read(file, new DecodeOptions { MaxPixels = long.MaxValue });
        PngHeader header = content.Header;
        string mode = header.ColorType == PngColorType.Rgb ? "RGB"
            : header.ColorType == PngColorType.Rgba ? "RGBA" : header.ColorType.ToString();
        return new ImageInfo(ImageFormat.Png, header.Width, header.Height, mode, header.Depth, content.Orientation);
    }

    /// <summary>Decodes to RGB over the background, not yet turned upright.</summary>
    public static Image Decode(ReadOnlySpan<byte> file, DecodeOptions options, out int orientation)
    {
        PngContent content = PngContent.Read(file, options);
        orientation = content.Orientation;
        long needed = PngPass.All(content.Header).Sum(pass => (long)pass.Height * (content.Header.RowBytes(pass.Width) + 1));
        if (needed > (content.CompressedLength * MaxRatio) + MaxRatio)
        {
            throw Fault.Truncated(
                content.CompressedOffset,
                $"PNG: expected pixel data of {needed} bytes, received {content.CompressedLength} that can't hold them");
        }

        byte[] compressed = ArrayPool<byte>.Shared.Rent((int)content.CompressedLength);
        try
        {
            PngContent.CopyCompressed(file, compressed);
            using MemoryStream packed = new(compressed, 0, (int)content.CompressedLength, writable: false);
            using ZLibStream unpacked = new(packed, CompressionMode.Decompress);
            return ReadPixels(unpacked, content, options);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            // IOException: the data asks for a dictionary, which PNG has not.
            throw Fault.Corrupt(content.CompressedOffset, "PNG: expected zlib data with a matching checksum, received a contradiction");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(compressed);
        }
    }

    private static Image ReadPixels(ZLibStream unpacked, PngContent content, DecodeOptions options)
    {
        PngHeader header = content.Header;
        PngRowConverter converter = new(content, options.Background);
        byte[] pixels = new byte[3 * header.Width * header.Height];
        foreach (PngPass pass in PngPass.All(header))
        {
            int length = header.RowBytes(pass.Width);
            byte[] row = new byte[length + 1], above = new byte[length + 1];
            for (int y = 0; y < pass.Height; y++)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                int read = unpacked.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
                if (read < row.Length)
                {
                    throw Fault.Truncated(
                        content.CompressedOffset + content.CompressedLength,
                        $"PNG: expected {header.Height} rows of pixels, received the end of the data within row {pass.Y(y)}");
                }

                if (!PngFilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), header.FilterDistance))
                {
                    throw Fault.Corrupt(content.CompressedOffset, $"PNG: expected a row filter from 0 to 4, received {row[0]}");
                }

                int target = 3 * ((pass.Y(y) * header.Width) + pass.FirstX);
                converter.Convert(row.AsSpan(1), pass.Width, pixels.AsSpan(target), 3 * pass.StepX);
                (row, above) = (above, row);
            }
        }

        if (unpacked.ReadByte() >= 0)
        {
            throw Fault.Corrupt(content.CompressedOffset, "PNG: expected as much pixel data as the picture needs, received more");
        }

        return new Image(header.Width, header.Height, 3, pixels);
    }
}
