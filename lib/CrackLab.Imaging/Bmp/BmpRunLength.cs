namespace CrackLab.Imaging.Bmp;

/// <summary>Decodes run-length coded bitmaps of 4 and 8 bits.</summary>
/// <remarks>Pixels that the runs leave out (line ends, jumps, an early end) show colour 0.</remarks>
internal static class BmpRunLength
{
    private const int EndOfLine = 0;
    private const int EndOfBitmap = 1;
    private const int Jump = 2;

    /// <summary>Fills the picture.</summary>
    public static void Decode(ReadOnlySpan<byte> file, BmpHeader header, byte[] palette, byte[] pixels, CancellationToken cancellationToken)
    {
        Prefill(palette, pixels);
        int position = header.PixelStart, x = 0, row = 0;
        while (row < header.Height)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int at = position;
            (int count, int value) = (Next(file, ref position), Next(file, ref position));
            if (count > 0)
            {
                Run(count, value, x, row, header, palette, pixels, at);
                x += count;
            }
            else if (value == EndOfLine)
            {
                (x, row) = (0, row + 1);
            }
            else if (value == EndOfBitmap)
            {
                return;
            }
            else if (value == Jump)
            {
                x += Next(file, ref position);
                row += Next(file, ref position);
                if (x > header.Width || row > header.Height) throw Fault.Corrupt(at, "BMP: expected a jump within the picture, received one out of it");
            }
            else
            {
                Literal(file, ref position, value, x, row, header, palette, pixels);
                x += value;
            }

            if (x == header.Width && row == header.Height - 1) return; // complete, even where the end mark is missing
        }
    }

    private static void Prefill(byte[] palette, byte[] pixels)
    {
        if (palette.Length < 3) return;
        for (int i = 0; i < pixels.Length; i += 3) palette.AsSpan(0, 3).CopyTo(pixels.AsSpan(i));
    }

    private static void Run(int count, int value, int x, int row, BmpHeader header, byte[] palette, byte[] pixels, int offset)
    {
        Span<byte> target = Place(count, x, row, header, pixels, offset);
        for (int i = 0; i < count; i++)
        {
            int index = header.Bits == 8 ? value : (i & 1) == 0 ? value >> 4 : value & 15;
            BmpDecoder.PutEntry(palette, index, target.Slice(3 * i, 3), offset);
        }
    }

    private static void Literal(
        ReadOnlySpan<byte> file, ref int position, int count, int x, int row, BmpHeader header, byte[] palette, byte[] pixels)
    {
        Span<byte> target = Place(count, x, row, header, pixels, position);
        int start = position, value = 0;
        for (int i = 0; i < count; i++)
        {
            if (header.Bits == 8 || (i & 1) == 0) value = Next(file, ref position);
            int index = header.Bits == 8 ? value : (i & 1) == 0 ? value >> 4 : value & 15;
            BmpDecoder.PutEntry(palette, index, target.Slice(3 * i, 3), position - 1);
        }

        position += (position - start) & 1; // literals fill whole 16-bit words
    }

    private static Span<byte> Place(int count, int x, int row, BmpHeader header, byte[] pixels, int offset)
    {
        if (x + count > header.Width)
        {
            throw Fault.Corrupt(offset, $"BMP: expected runs within {header.Width} pixels, received {count} more after {x}");
        }

        int y = header.IsTopDown ? row : header.Height - 1 - row;
        return pixels.AsSpan(3 * ((y * header.Width) + x), 3 * count);
    }

    private static byte Next(ReadOnlySpan<byte> file, ref int position)
    {
        if (position >= file.Length) throw Fault.Truncated(file.Length, "BMP: expected more runs, received the end of the file");
        return file[position++];
    }
}
