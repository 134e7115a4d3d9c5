namespace CrackLab.Imaging;

/// <summary>How bytes become pixels.</summary>
public sealed record DecodeOptions
{
    /// <summary>The usual choices: full size, white background, orientation applied, at most 200 million pixels.</summary>
    public static DecodeOptions Default { get; } = new();

    /// <summary>Most pixels that a file may state; checked before memory is taken.</summary>
    public long MaxPixels { get; init; } = 200_000_000;

    /// <summary>1, 2, 4 or 8: a JPEG is decoded straight to that part of its size (rounded up); others ignore it.</summary>
    public int Downscale { get; init; } = 1;

    /// <summary>Colour behind transparent pixels, as red, green, blue.</summary>
    public (byte R, byte G, byte B) Background { get; init; } = (255, 255, 255);

    /// <summary>Whether the EXIF orientation turns the pixels upright.</summary>
    public bool ApplyOrientation { get; init; } = true;

    /// <summary>Gives up between two rows of pixels, by an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
