using CrackLab.Imaging;

namespace CrackLab.Tests.Mapping;

/// <summary>Light walls with dark lines to look for.</summary>
internal static class Walls
{
    /// <summary>A light picture with some noise.</summary>
    public static Image Light(int width, int height, int seed = 1)
    {
        var wall = new Image(width, height);
        var random = new Random(seed);
        for (int i = 0; i < wall.Pixels.Length; i++)
            wall.Pixels[i] = (byte)random.Next(190, 230);
        return wall;
    }

    /// <summary>Darkens a rectangle.</summary>
    public static Image Darken(this Image wall, int left, int top, int width, int height)
    {
        for (int y = top; y < top + height; y++)
            wall.Pixels.AsSpan(((y * wall.Width) + left) * 3, width * 3).Fill(15);
        return wall;
    }

    /// <summary>The part of a picture from a pixel on.</summary>
    public static Image From(this Image wall, int left, int top) => wall.Cut(left, top, wall.Width - left, wall.Height - top);

    /// <summary>A rectangle of a picture.</summary>
    public static Image Cut(this Image wall, int left, int top, int width, int height)
    {
        var part = new Image(width, height);
        for (int y = 0; y < height; y++)
            wall.Pixels.AsSpan((((y + top) * wall.Width) + left) * 3, width * 3).CopyTo(part.Pixels.AsSpan(y * width * 3));
        return part;
    }
}
