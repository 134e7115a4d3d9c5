namespace CrackLab.Imaging;

/// <summary>A picture in memory: 8 bits a sample, rows from the top, samples of one pixel side by side.</summary>
public sealed class Image
{
    /// <summary>Wraps existing samples without copying them.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="channels">1 (grey), 3 (RGB) or 4 (RGBA).</param>
    /// <param name="pixels">(height, width, channels) samples, 0..255.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="pixels"/> does not fit the shape.</exception>
    public Image(int width, int height, int channels, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is not (1 or 3 or 4))
        {
            throw new ArgumentException($"Image: expected 1, 3 or 4 channels, received {channels}.", nameof(channels));
        }

        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != (long)width * height * channels)
        {
            throw new ArgumentException(
                $"Image: expected {(long)width * height * channels} samples for ({height}, {width}, {channels}), received {pixels.Length}.",
                nameof(pixels));
        }

        Width = width;
        Height = height;
        Channels = channels;
        Pixels = pixels;
    }

    /// <summary>Makes a black picture.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="channels">1 (grey), 3 (RGB) or 4 (RGBA).</param>
    public Image(int width, int height, int channels = 3)
        : this(width, height, channels, new byte[checked(width * height * channels)])
    {
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Samples a pixel: 1 (grey), 3 (RGB) or 4 (RGBA).</summary>
    public int Channels { get; }

    /// <summary>(Height, Width, Channels) samples, 0..255.</summary>
    public byte[] Pixels { get; }
}
