using System.Buffers.Binary;

namespace CrackLab.Imaging.Bmp;

/// <summary>Decodes Windows and OS/2 bitmaps of 1 to 32 bits, plain or run-length coded.</summary>
internal static class BmpDecoder
{
    /// <summary>Pixels that run-length codes may leave out at no cost, as pictures of one colour do.</summary>
    private const int FreePixels = 1 << 20;

    /// <summary>Beyond them a byte of runs makes 127 pixels; so many only where most of the picture is left out.</summary>
    private const int MaxRatio = 1024;

    /// <summary>Reads the header.</summary>
    public static ImageInfo Identify(ReadOnlySpan<byte> file)
    {
        BmpHeader header = BmpHeader.Read(file, new DecodeOptions { MaxPixels = long.MaxValue });
        string mode = header.Bits <= 8 ? "Palette" : header.Fields.Alpha != 0 ? "RGBA" : "RGB";
        int bits = header.Bits <= 8 ? header.Bits : header.Bits == 16 ? 5 : 8;
        return new ImageInfo(ImageFormat.Bmp, header.Width, header.Height, mode, bits, 1);
    }

    /// <summary>Decodes to RGB.</summary>
    public static Image Decode(ReadOnlySpan<byte> file, DecodeOptions options)
    {
        BmpHeader header = BmpHeader.Read(file, options);
        byte[] palette = ReadPalette(file, header);
        bool runs = header.Compression is BmpCompression.Rle4 or BmpCompression.Rle8;
        long stride = (((long)header.Width * header.Bits) + 31) / 32 * 4;
        long used = (((long)header.Width * header.Bits) + 7) / 8;
        if (!runs && (stride * (header.Height - 1)) + used > file.Length - header.PixelStart)
        {
            throw Fault.Truncated(
                file.Length,
                $"BMP: expected {(stride * (header.Height - 1)) + used} bytes of pixels, received {file.Length - header.PixelStart}");
        }

        long needed = (((long)header.Width * header.Height) - FreePixels) / MaxRatio;
        if (runs && needed > file.Length - header.PixelStart)
        {
            throw Fault.Truncated(
                file.Length,
                $"BMP: expected at least {needed} bytes of runs for {header.Width}x{header.Height} pixels, received {file.Length - header.PixelStart}");
        }

        byte[] pixels = new byte[3 * header.Width * header.Height];
        if (runs)
        {
            BmpRunLength.Decode(file, header, palette, pixels, options.CancellationToken);
            return new Image(header.Width, header.Height, 3, pixels);
        }

        for (int stored = 0; stored < header.Height; stored++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            int y = header.IsTopDown ? stored : header.Height - 1 - stored;
            int start = header.PixelStart + (int)(stored * stride);
            Span<byte> target = pixels.AsSpan(3 * header.Width * y, 3 * header.Width);
            if (header.Bits <= 8) ReadIndexed(file[start..], start, header.Bits, palette, target);
            else if (header.Bits == 24) ReadPlain(file[start..], target);
            else ReadFields(file[start..], header, options, target);
        }

        return new Image(header.Width, header.Height, 3, pixels);
    }

    /// <summary>Red, green, blue of each entry.</summary>
    private static byte[] ReadPalette(ReadOnlySpan<byte> file, BmpHeader header)
    {
        byte[] palette = new byte[3 * header.PaletteCount];
        for (int i = 0; i < header.PaletteCount; i++)
        {
            ReadOnlySpan<byte> entry = file.Slice(header.PaletteStart + (i * header.PaletteEntry), 3);
            (palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2]) = (entry[2], entry[1], entry[0]);
        }

        return palette;
    }

    private static void ReadIndexed(ReadOnlySpan<byte> row, int offset, int bits, byte[] palette, Span<byte> target)
    {
        int mask = (1 << bits) - 1;
        for (int x = 0; 3 * x < target.Length; x++)
        {
            int bit = x * bits;
            int index = (row[bit >> 3] >> (8 - bits - (bit & 7))) & mask;
            PutEntry(palette, index, target.Slice(3 * x, 3), offset + (bit >> 3));
        }
    }

    /// <summary>Puts a palette colour; refuses an index that the palette does not have.</summary>
    public static void PutEntry(byte[] palette, int index, Span<byte> pixel, int offset)
    {
        if (3 * index >= palette.Length)
        {
            throw Fault.Corrupt(offset, $"BMP: expected a colour below {palette.Length / 3}, received {index}");
        }

        palette.AsSpan(3 * index, 3).CopyTo(pixel);
    }

    private static void ReadPlain(ReadOnlySpan<byte> row, Span<byte> target)
    {
        row = row[..target.Length];
        for (int i = 0; i < target.Length; i += 3)
        {
            (target[i], target[i + 1], target[i + 2]) = (row[i + 2], row[i + 1], row[i]);
        }
    }

    private static void ReadFields(ReadOnlySpan<byte> row, BmpHeader header, DecodeOptions options, Span<byte> target)
    {
        BmpFields fields = header.Fields;
        for (int x = 0; 3 * x < target.Length; x++)
        {
            uint value = header.Bits == 16
                ? BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..])
                : BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]);
            Span<byte> pixel = target.Slice(3 * x, 3);
            pixel[0] = BmpFields.Sample(value, fields.Red);
            pixel[1] = BmpFields.Sample(value, fields.Green);
            pixel[2] = BmpFields.Sample(value, fields.Blue);
            if (fields.Alpha != 0) Compositing.Over(pixel, BmpFields.Sample(value, fields.Alpha), options.Background);
        }
    }
}
