using CrackLab.Imaging;

namespace CrackLab.Tracking.Events;

/// <summary>An RGB picture to draw on; what lies outside is left out.</summary>
/// <param name="picture">The picture; it is changed.</param>
internal sealed class Canvas(Image picture)
{
    /// <summary>Makes a white one.</summary>
    public Canvas(int width, int height)
        : this(new Image(width, height)) => Picture.Pixels.AsSpan().Fill(byte.MaxValue);

    public Image Picture { get; } = picture;

    public void Fill(int x, int y, int width, int height, Colour colour)
    {
        int left = Math.Clamp(x, 0, Picture.Width), right = Math.Clamp(x + width, left, Picture.Width);
        for (int row = Math.Max(y, 0); row < Math.Min(y + height, Picture.Height); row++)
        {
            Span<byte> pixels = Picture.Pixels.AsSpan(((row * Picture.Width) + left) * 3, (right - left) * 3);
            for (int i = 0; i < pixels.Length; i += 3)
                (pixels[i], pixels[i + 1], pixels[i + 2]) = (colour.Red, colour.Green, colour.Blue);
        }
    }

    /// <summary>Writes one line.</summary>
    public void Write(int x, int y, string text, Colour colour, int scale = 1)
    {
        foreach ((int left, int top) in PixelFont.Squares(text, scale))
            Fill(x + left, y + top, scale, scale, colour);
    }

    /// <summary>Writes one line around a point.</summary>
    public void WriteCentred(int x, int y, string text, Colour colour, int scale = 1) =>
        Write(x - (((text.Length * PixelFont.Advance) - 1) * scale / 2), y - (PixelFont.Height * scale / 2), text, colour, scale);

    /// <summary>Lays an RGB picture in.</summary>
    public void Paste(Image image, int x, int y)
    {
        int stride = image.Width * 3;
        for (int row = 0; row < image.Height; row++)
            image.Pixels.AsSpan(row * stride, stride).CopyTo(Picture.Pixels.AsSpan((((y + row) * Picture.Width) + x) * 3));
    }
}
