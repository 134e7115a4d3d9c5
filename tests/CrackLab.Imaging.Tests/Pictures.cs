namespace CrackLab.Imaging.Tests;

/// <summary>Small pictures to encode: a smooth ramp with a hard edge, or noise.</summary>
internal static class Pictures
{
    public static Image Ramp(int width, int height, int channels)
    {
        var image = new Image(width, height, channels);
        for (int i = 0; i < image.Pixels.Length; i++)
        {
            int x = i / channels % width;
            int y = i / channels / width;
            int step = x + y > (width + height) / 2 ? 60 : 0;
            image.Pixels[i] = (byte)(40 + (70 * x / width) + (50 * y / height) + step + (i % channels * 10));
        }

        return image;
    }

    public static Image Noise(int width, int height, int channels)
    {
        var image = new Image(width, height, channels);
        new Random(7).NextBytes(image.Pixels);
        return image;
    }
}
