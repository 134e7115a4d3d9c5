using System.Buffers.Binary;
using CrackLab.Imaging.Jpeg;
using CrackLab.Imaging.Png;

namespace CrackLab.Imaging.Exif;

/// <summary>Finds the EXIF block of a file without decoding a pixel, and without complaint about the rest of the file.</summary>
internal static class ExifBlock
{
    /// <summary>The block from its TIFF structure (or the letters "Exif" before it) on; empty where there is none.</summary>
    /// <param name="file">A file's bytes.</param>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> file) => FormatDetector.Detect(file) switch
    {
        ImageFormat.Jpeg => InJpeg(file),
        ImageFormat.Png => InPng(file),
        _ => default,
    };

    /// <summary>The first APP1 segment that says "Exif", before the first scan.</summary>
    private static ReadOnlySpan<byte> InJpeg(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> rest = file[2..];
        while (rest.IndexOf((byte)0xFF) is >= 0 and var found)
        {
            rest = rest[found..].TrimStart((byte)0xFF);
            if (rest.IsEmpty || rest[0] is Marker.StartOfScan or Marker.EndOfImage) break;
            byte marker = rest[0];
            rest = rest[1..];
            if (marker is 0 or Marker.Temporary || Marker.IsRestart(marker)) continue;
            if (rest.Length < 2) break;
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (length < 2 || length > rest.Length) break;
            ReadOnlySpan<byte> segment = rest[2..length];
            if (marker == Marker.App1 && segment.StartsWith("Exif\0\0"u8)) return segment;
            rest = rest[length..];
        }

        return default;
    }

    /// <summary>The first eXIf chunk whose checksum is right; it may stand behind the pixels.</summary>
    private static ReadOnlySpan<byte> InPng(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> rest = file[Math.Min(8, file.Length)..];
        while (rest.Length >= 12)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12) break;
            int size = (int)length;
            if (rest.Slice(4, 4).SequenceEqual("eXIf"u8)
                && PngChecksum.Compute(rest.Slice(4, 4 + size)) == BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + size)..]))
            {
                return rest.Slice(8, size);
            }

            rest = rest[(12 + size)..];
        }

        return default;
    }
}
