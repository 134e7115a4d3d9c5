namespace CrackLab.Imaging;

/// <summary>Lays a pixel over the background.</summary>
internal static class Compositing
{
    /// <summary>Blends in place, rounded to nearest.</summary>
    /// <param name="pixel">Red, green, blue.</param>
    /// <param name="alpha">0 (background alone) to 255 (pixel alone).</param>
    /// <param name="background">Red, green, blue.</param>
    public static void Over(Span<byte> pixel, byte alpha, (byte R, byte G, byte B) background)
    {
        pixel[0] = Blend(pixel[0], background.R, alpha);
        pixel[1] = Blend(pixel[1], background.G, alpha);
        pixel[2] = Blend(pixel[2], background.B, alpha);
    }

    private static byte Blend(int front, int back, int alpha) => (byte)(((front * alpha) + (back * (255 - alpha)) + 127) / 255);
}
