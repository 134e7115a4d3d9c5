using System.Buffers.Binary;

namespace CrackLab.Imaging;

/// <summary>Tells formats, and some things that are no pictures, by their first bytes.</summary>
internal static class FormatDetector
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G'];

    private static ReadOnlySpan<byte> BoxedJpeg2000 => [0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' '];

    private static ReadOnlySpan<byte> BoxedJpegXl => [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' '];

    /// <summary>The format, or <see cref="ImageFormat.Unknown"/>.</summary>
    public static ImageFormat Detect(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith<byte>([0xFF, 0xD8]) && (data.Length == 2 || data[2] == 0xFF)) return ImageFormat.Jpeg;
        if (data.StartsWith(PngSignature)) return ImageFormat.Png;
        if (IsBitmap(data)) return ImageFormat.Bmp;
        if (data.StartsWith("GIF87a"u8) || data.StartsWith("GIF89a"u8)) return ImageFormat.Gif;
        if (data.Length >= 12 && data.StartsWith("RIFF"u8) && data[8..].StartsWith("WEBP"u8)) return ImageFormat.WebP;
        if (IsTiff(data)) return ImageFormat.Tiff;
        if (IsHeif(data)) return ImageFormat.Heif;
        if (data.StartsWith(BoxedJpeg2000) || data.StartsWith<byte>([0xFF, 0x4F, 0xFF, 0x51])) return ImageFormat.Jpeg2000;
        if (data.StartsWith(BoxedJpegXl) || data.StartsWith<byte>([0xFF, 0x0A])) return ImageFormat.JpegXl;
        return ImageFormat.Unknown;
    }

    /// <summary>What bytes of no known picture format look like, for an error message.</summary>
    public static string Describe(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith("PK\u0003\u0004"u8)) return "a ZIP archive";
        if (data.StartsWith("%PDF"u8)) return "a PDF document";
        if (data.StartsWith("Rar!"u8)) return "a RAR archive";
        if (data.StartsWith("7z\u00BC\u00AF"u8) || data.StartsWith<byte>([0x37, 0x7A, 0xBC, 0xAF])) return "a 7-Zip archive";
        if (data.StartsWith<byte>([0x1F, 0x8B])) return "gzip data";
        if (data.StartsWith("\u007FELF"u8) || data.StartsWith("MZ"u8)) return "a program";
        if (data.Length >= 8 && data[4..].StartsWith("ftyp"u8)) return "an MP4 video";
        ReadOnlySpan<byte> head = data[..Math.Min(data.Length, 512)];
        if (!head.ContainsAnyExcept((byte)0)) return "zero bytes";
        if (IsText(head)) return head.TrimStart(" \r\n\t\u00EF\u00BB\u00BF"u8).StartsWith("<"u8) ? "XML or HTML text" : "text";
        return "bytes of an unknown kind";
    }

    private static bool IsBitmap(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith("BM"u8)) return false;
        if (data.Length < 18) return true;
        return BinaryPrimitives.ReadUInt32LittleEndian(data[14..]) is 12 or 16 or 40 or 52 or 56 or 64 or 108 or 124;
    }

    private static bool IsTiff(ReadOnlySpan<byte> data) =>
        data.StartsWith("II*\0"u8) || data.StartsWith("MM\0*"u8) || data.StartsWith("II+\0"u8)
        || data.StartsWith("MM\0+"u8) || data.StartsWith("IIU\0"u8) || data.StartsWith("IIRO"u8);

    private static bool IsHeif(ReadOnlySpan<byte> data)
    {
        if (data.Length < 12 || !data[4..].StartsWith("ftyp"u8)) return false;
        ReadOnlySpan<byte> brand = data.Slice(8, 4);
        return brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("heim"u8)
            || brand.SequenceEqual("heis"u8) || brand.SequenceEqual("hevc"u8) || brand.SequenceEqual("hevx"u8)
            || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("msf1"u8) || brand.SequenceEqual("avif"u8)
            || brand.SequenceEqual("avis"u8);
    }

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        foreach (byte value in head)
        {
            if (value is < 32 and not (9 or 10 or 12 or 13) or 127) return false;
        }

        return head.Length < 512 ? System.Text.Unicode.Utf8.IsValid(head) : System.Text.Unicode.Utf8.IsValid(TrimPartial(head));
    }

    /// <summary>Drops the bytes of a UTF-8 sequence that the cut at 512 bytes may have split.</summary>
    private static ReadOnlySpan<byte> TrimPartial(ReadOnlySpan<byte> head)
    {
        int end = head.Length;
        while (end > head.Length - 3 && head[end - 1] >= 0x80) end--;
        return head[..end];
    }
}
