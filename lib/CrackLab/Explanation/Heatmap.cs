using System.Globalization;
using CrackLab.Data;
using CrackLab.Engine.Serialization;
using CrackLab.Imaging;

namespace CrackLab.Explanation;

/// <summary>How much each place of a photo speaks for a class, as a grid over the whole photo.</summary>
[TypeFormatterSource]
public sealed record Heatmap
{
    private const double UsualOpacity = 0.55;
    private const int MostSide = 1024;

    // Less than this is rounding, not heat.
    private const double LeastHeat = 1e-6;

    /// <summary>The photo.</summary>
    public required string Path { get; init; }

    /// <summary>How the map was computed.</summary>
    public required HeatmapMethod Method { get; init; }

    /// <summary>Name of the layer whose activations the map weighs; <see langword="null"/> where it looks at no layer.</summary>
    public string? Layer { get; init; }

    /// <summary>Name of the class that is explained.</summary>
    public required string Class { get; init; }

    /// <summary>The model's probability of that class for the photo, 0..1.</summary>
    public required double Probability { get; init; }

    /// <summary>Places in a row.</summary>
    public required int Width { get; init; }

    /// <summary>Places in a column.</summary>
    public required int Height { get; init; }

    /// <summary>(Height, Width) heat of each place, in no unit; what is 0 or less does not speak for the class.</summary>
    public required IReadOnlyList<float> Values { get; init; }

    /// <summary>The map at another size: bilinear, the middle of a place at the middle of its pixels.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <returns>(height, width) heat.</returns>
    public float[] Resize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        float[] resized = new float[checked(width * height)];
        for (int y = 0; y < height; y++)
        {
            (int top, int bottom, float down) = Between(y, height, Height);
            for (int x = 0; x < width; x++)
            {
                (int left, int right, float across) = Between(x, width, Width);
                float above = Mix(Values[(top * Width) + left], Values[(top * Width) + right], across);
                float below = Mix(Values[(bottom * Width) + left], Values[(bottom * Width) + right], across);
                resized[(y * width) + x] = Mix(above, below, down);
            }
        }

        return resized;
    }

    /// <summary>Lays the heat over a picture that has become grey: dark blue for none, yellow for the map's greatest.</summary>
    /// <param name="photo">The photo, grey or RGB, at any size.</param>
    /// <param name="opacity">0 (the grey photo alone) to 1 (the heat alone).</param>
    /// <returns>RGB of the photo's size.</returns>
    public Image Overlay(Image photo, double opacity = UsualOpacity)
    {
        ArgumentNullException.ThrowIfNull(photo);
        ArgumentOutOfRangeException.ThrowIfNegative(opacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(opacity, 1);
        double most = Math.Max(Values.Max(), LeastHeat);
        float[] heat = Resize(photo.Width, photo.Height);
        var overlay = new Image(photo.Width, photo.Height);
        for (int i = 0; i < heat.Length; i++)
        {
            double grey = (1 - opacity) * Grey(photo.Pixels.AsSpan(i * photo.Channels, photo.Channels));
            (double r, double g, double b) = HeatColours.Of(heat[i] / most);
            overlay.Pixels[3 * i] = (byte)Math.Round(grey + (opacity * r));
            overlay.Pixels[(3 * i) + 1] = (byte)Math.Round(grey + (opacity * g));
            overlay.Pixels[(3 * i) + 2] = (byte)Math.Round(grey + (opacity * b));
        }

        return overlay;
    }

    /// <summary>The same over the photo itself, read from its file; shrunk where its longer side has over 1024 pixels.</summary>
    /// <param name="opacity">0 (the grey photo alone) to 1 (the heat alone).</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ImageException">The photo cannot be decoded any more.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public Image Overlay(double opacity = UsualOpacity, CancellationToken cancellationToken = default)
    {
        byte[] file = PhotoFile.ReadAllBytes(Path);
        ImageInfo info = ImageDecoder.Identify(file);
        Image photo = DecodeGate.Decode(
            file, info, DecodeOptions.Default with { Downscale = PixelLoader.Downscale(info, MostSide), CancellationToken = cancellationToken });
        double scale = Math.Min(1, (double)MostSide / Math.Max(photo.Width, photo.Height));
        (int width, int height) = (Math.Max(1, (int)Math.Round(photo.Width * scale)), Math.Max(1, (int)Math.Round(photo.Height * scale)));
        return Overlay(scale < 1 ? Resizer.Resize(photo, width, height, cancellationToken: cancellationToken) : photo, opacity);
    }

    /// <summary>Writes <see cref="Overlay(double, CancellationToken)"/> as a PNG file.</summary>
    /// <param name="path">The file; replaced whole where it is there.</param>
    /// <param name="opacity">0 (the grey photo alone) to 1 (the heat alone).</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public void SavePng(string path, double opacity = UsualOpacity, CancellationToken cancellationToken = default) =>
        AtomicFile.WriteAllBytes(path, PngEncoder.Encode(Overlay(opacity, cancellationToken), cancellationToken));

    /// <summary>The photo, its class and probability, the method and the layer.</summary>
    public override string ToString()
    {
        string where = Layer is null ? "" : $" at {Layer}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{System.IO.Path.GetFileName(Path)}: {Class} {Probability:0.0000}, {Method}{where}, {Width} x {Height}");
    }

    private static (int First, int Second, float Part) Between(int pixel, int pixels, int places)
    {
        float place = Math.Clamp(((pixel + 0.5f) * places / pixels) - 0.5f, 0, places - 1);
        int first = (int)place;
        return (first, Math.Min(first + 1, places - 1), place - first);
    }

    private static float Mix(float a, float b, float part) => a + (part * (b - a));

    private static double Grey(ReadOnlySpan<byte> pixel) =>
        pixel.Length < 3 ? pixel[0] : (0.299 * pixel[0]) + (0.587 * pixel[1]) + (0.114 * pixel[2]);
}
