using CrackLab.Data.Overlaps;
using CrackLab.Imaging;

namespace CrackLab.Benchmarks.Overlaps;

/// <summary>A crop's pixels as float grey without slow shading, at full resolution: nothing that the finder made of it.</summary>
internal sealed class GreyPicture
{
    private const int Fine = 1;
    private const int Coarse = 8;

    private GreyPicture(int width, int height, float[] samples) => (Width, Height, Samples) = (width, height, samples);

    public int Width { get; }

    public int Height { get; }

    /// <summary>(Height, Width) samples about zero.</summary>
    public float[] Samples { get; }

    public static GreyPicture Read(string path, Symmetry symmetry)
    {
        Image image = ImageDecoder.Decode(File.ReadAllBytes(path));
        var grey = new float[image.Width * image.Height];
        for (int i = 0; i < grey.Length; i++)
        {
            grey[i] = (image.Pixels[3 * i] + (2f * image.Pixels[(3 * i) + 1]) + image.Pixels[(3 * i) + 2]) / 4;
        }

        float[] fine = Means(grey, image.Width, image.Height, Fine), coarse = Means(grey, image.Width, image.Height, Coarse);
        return Turned([.. fine.Zip(coarse, (one, other) => one - other)], image.Width, image.Height, symmetry);
    }

    // Means over squares of 2 reach + 1, cut at the border.
    private static float[] Means(float[] samples, int width, int height, int reach)
    {
        var across = new float[samples.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int from = Math.Max(0, x - reach), to = Math.Min(width - 1, x + reach);
                across[(y * width) + x] = Mean(samples, (y * width) + from, 1, to - from + 1);
            }
        }

        var result = new float[samples.Length];
        for (int y = 0; y < height; y++)
        {
            int from = Math.Max(0, y - reach), to = Math.Min(height - 1, y + reach);
            for (int x = 0; x < width; x++)
            {
                result[(y * width) + x] = Mean(across, (from * width) + x, width, to - from + 1);
            }
        }

        return result;
    }

    private static float Mean(float[] samples, int first, int step, int count)
    {
        float sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += samples[first + (i * step)];
        }

        return sum / count;
    }

    private static GreyPicture Turned(float[] samples, int width, int height, Symmetry symmetry)
    {
        (int newWidth, int newHeight) = symmetry.Transposed ? (height, width) : (width, height);
        var turned = new float[samples.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (double movedX, double movedY) = symmetry.Apply(x - ((width - 1) / 2.0), y - ((height - 1) / 2.0));
                int column = (int)Math.Round(movedX + ((newWidth - 1) / 2.0)), row = (int)Math.Round(movedY + ((newHeight - 1) / 2.0));
                turned[(row * newWidth) + column] = samples[(y * width) + x];
            }
        }

        return new GreyPicture(newWidth, newHeight, turned);
    }
}
