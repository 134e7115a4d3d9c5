using CrackLab.Imaging.Exif;

namespace CrackLab.Imaging.Png;

/// <summary>What a PNG's chunks hold, before the pixels are unpacked.</summary>
internal sealed class PngContent
{
    private PngContent(PngHeader header) => Header = header;

    public PngHeader Header { get; }

    /// <summary>Red, green, blue of each palette entry; empty without a palette.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>The tRNS chunk: alpha by palette entry, or the transparent colour; empty without one.</summary>
    public byte[] Transparency { get; private set; } = [];

    /// <summary>EXIF orientation, 1 to 8.</summary>
    public int Orientation { get; private set; } = 1;

    /// <summary>Bytes of all IDAT chunks together.</summary>
    public long CompressedLength { get; private set; }

    /// <summary>Where the first IDAT chunk's content lies in the file.</summary>
    public int CompressedOffset { get; private set; }

    /// <summary>Reads and checks every chunk up to IEND.</summary>
    public static PngContent Read(ReadOnlySpan<byte> file, DecodeOptions options)
    {
        PngChunkReader chunks = new(file);
        chunks.Read();
        if (!chunks.Type.SequenceEqual("IHDR"u8))
        {
            throw Fault.Corrupt(chunks.Offset, $"PNG: expected chunk IHDR first, received {PngChunkReader.Name(chunks.Type)}");
        }

        PngContent content = new(PngHeader.Read(chunks.Data, chunks.Offset, options));
        bool endOfPixels = false;
        for (chunks.Read(); !chunks.Type.SequenceEqual("IEND"u8); chunks.Read())
        {
            bool pixels = chunks.Type.SequenceEqual("IDAT"u8);
            if (pixels && endOfPixels)
            {
                throw Fault.Corrupt(chunks.Offset, "PNG: expected all IDAT chunks together, received another one later");
            }

            endOfPixels = !pixels && content.CompressedOffset > 0;
            content.Take(chunks, pixels);
        }

        if (content.CompressedOffset == 0) throw Fault.Corrupt(chunks.Offset, "PNG: expected chunk IDAT before IEND, received none");
        if (content.Header.ColorType == PngColorType.Palette && content.Palette.Length == 0)
        {
            throw Fault.Corrupt(content.CompressedOffset, "PNG: expected a palette (PLTE) before the pixels, received none");
        }

        return content;
    }

    /// <summary>Copies the content of all IDAT chunks.</summary>
    public static void CopyCompressed(ReadOnlySpan<byte> file, Span<byte> target)
    {
        PngChunkReader chunks = new(file);
        for (chunks.Read(); !chunks.Type.SequenceEqual("IEND"u8); chunks.Read())
        {
            if (!chunks.Type.SequenceEqual("IDAT"u8)) continue;
            chunks.Data.CopyTo(target);
            target = target[chunks.Data.Length..];
        }
    }

    private void Take(PngChunkReader chunk, bool pixels)
    {
        if (pixels)
        {
            if (CompressedOffset == 0) CompressedOffset = chunk.Offset;
            CompressedLength += chunk.Data.Length;
        }
        else if (chunk.Type.SequenceEqual("PLTE"u8))
        {
            if (chunk.Data.Length is 0 or > 768 || chunk.Data.Length % 3 != 0)
            {
                throw Fault.Corrupt(chunk.Offset, $"PNG: expected a palette of 1 to 256 colours, received {chunk.Data.Length} bytes");
            }

            if (CompressedOffset == 0) Palette = chunk.Data.ToArray();
        }
        else if (chunk.Type.SequenceEqual("tRNS"u8))
        {
            int needed = Header.ColorType switch { PngColorType.Gray => 2, PngColorType.Rgb => 6, _ => 0 };
            if (chunk.Data.Length < needed || chunk.Data.Length > 256)
            {
                throw Fault.Corrupt(chunk.Offset, $"PNG: expected {needed} bytes of transparency, received {chunk.Data.Length}");
            }

            if (CompressedOffset == 0) Transparency = chunk.Data.ToArray();
        }
        else if (chunk.Type.SequenceEqual("eXIf"u8))
        {
            Orientation = ExifOrientation.Read(chunk.Data);
        }
        else if ((chunk.Type[0] & 0x20) == 0)
        {
            throw Fault.Unsupported(
                chunk.Offset, $"PNG: expected critical chunks of the standard, received {PngChunkReader.Name(chunk.Type)}");
        }
    }
}
