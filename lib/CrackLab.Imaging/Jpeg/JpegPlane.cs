namespace CrackLab.Imaging.Jpeg;

/// <summary>One component of a picture, padded to whole blocks by repeating its last column and row.</summary>
internal sealed class JpegPlane
{
    private JpegPlane(int width, int height, int step)
    {
        ContentWidth = width;
        ContentHeight = height;
        Width = RoundUp(width, step);
        Height = RoundUp(height, step);
        Samples = new byte[Width * Height];
    }

    /// <summary>Width before padding.</summary>
    public int ContentWidth { get; }

    /// <summary>Height before padding.</summary>
    public int ContentHeight { get; }

    /// <summary>Padded width, a multiple of 8.</summary>
    public int Width { get; }

    /// <summary>Padded height, a multiple of 8.</summary>
    public int Height { get; }

    /// <summary>(Height, Width) samples, 0..255.</summary>
    public byte[] Samples { get; }

    /// <summary>Copies a grey picture.</summary>
    /// <param name="image">The picture, 1 channel.</param>
    public static JpegPlane FromGrey(Image image)
    {
        var plane = new JpegPlane(image.Width, image.Height, 8);
        for (int y = 0; y < image.Height; y++)
        {
            image.Pixels.AsSpan(y * image.Width, image.Width).CopyTo(plane.Samples.AsSpan(y * plane.Width));
        }

        plane.Pad();
        return plane;
    }

    /// <summary>Converts RGB to full-range BT.601 YCbCr (JFIF), the two colour planes at half size.</summary>
    /// <param name="image">The picture, 3 channels.</param>
    public static (JpegPlane Luma, JpegPlane Blue, JpegPlane Red) FromRgb(Image image)
    {
        var luma = new JpegPlane(image.Width, image.Height, 16);
        var blue = new JpegPlane(image.Width, image.Height, 16);
        var red = new JpegPlane(image.Width, image.Height, 16);
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Pixels.AsSpan(y * image.Width * 3, image.Width * 3);
            Span<byte> lumaRow = luma.Samples.AsSpan(y * luma.Width, image.Width);
            Span<byte> blueRow = blue.Samples.AsSpan(y * luma.Width, image.Width);
            Span<byte> redRow = red.Samples.AsSpan(y * luma.Width, image.Width);
            for (int x = 0; x < lumaRow.Length; x++)
            {
                // Weights in 1/65536; each row of weights sums to 1 (luma) or 0 (colour).
                int r = row[3 * x];
                int g = row[(3 * x) + 1];
                int b = row[(3 * x) + 2];
                lumaRow[x] = (byte)(((19595 * r) + (38470 * g) + (7471 * b) + 32768) >> 16);
                blueRow[x] = (byte)(((-11059 * r) - (21709 * g) + (32768 * b) + (128 << 16) + 32767) >> 16);
                redRow[x] = (byte)(((32768 * r) - (27439 * g) - (5329 * b) + (128 << 16) + 32767) >> 16);
            }
        }

        luma.Pad();
        blue.Pad();
        red.Pad();
        return (luma, blue.Halve(), red.Halve());
    }

    private static int RoundUp(int value, int step) => (value + step - 1) / step * step;

    // Mean of 2x2; the rounding offset alternates 1, 2 along a row so that halves do not drift upwards.
    private JpegPlane Halve()
    {
        var half = new JpegPlane(Width / 2, Height / 2, 8);
        for (int y = 0; y < half.Height; y++)
        {
            ReadOnlySpan<byte> upper = Samples.AsSpan(2 * y * Width, Width);
            ReadOnlySpan<byte> lower = Samples.AsSpan(((2 * y) + 1) * Width, Width);
            Span<byte> row = half.Samples.AsSpan(y * half.Width, half.Width);
            for (int x = 0; x < row.Length; x++)
            {
                int sum = upper[2 * x] + upper[(2 * x) + 1] + lower[2 * x] + lower[(2 * x) + 1];
                row[x] = (byte)((sum + 1 + (x & 1)) >> 2);
            }
        }

        return half;
    }

    private void Pad()
    {
        for (int y = 0; y < ContentHeight; y++)
        {
            Span<byte> row = Samples.AsSpan(y * Width, Width);
            row[ContentWidth..].Fill(row[ContentWidth - 1]);
        }

        ReadOnlySpan<byte> last = Samples.AsSpan((ContentHeight - 1) * Width, Width);
        for (int y = ContentHeight; y < Height; y++)
        {
            last.CopyTo(Samples.AsSpan(y * Width));
        }
    }
}
