using CrackLab.Imaging.Exif;
using CrackLab.Mapping;

namespace CrackLab.Display;

/// <summary>What the page of mapped photos keeps of each: little, since there can be thousands.</summary>
/// <param name="Path">The photo.</param>
/// <param name="Error">Why it could not be mapped, or <see langword="null"/>.</param>
internal sealed record MapPageRow(string Path, string? Error)
{
    /// <summary>Width of the photo in pixels.</summary>
    public int Width { get; init; }

    /// <summary>Height of the photo in pixels.</summary>
    public int Height { get; init; }

    /// <summary>Side in pixels of the square that the model saw as one picture.</summary>
    public int Window { get; init; }

    /// <summary>The greatest probability, 0..1.</summary>
    public double Peak { get; init; }

    /// <summary>The regions, without their outlines.</summary>
    public IReadOnlyList<CrackRegion> Regions { get; init; } = [];

    /// <summary>What the camera noted.</summary>
    public PhotoMetadata Metadata { get; init; } = new();

    /// <summary>A JPEG of the map over the photo.</summary>
    public byte[] Preview { get; init; } = [];

    /// <summary>Part of the photo that regions take, 0..1.</summary>
    public double Share => Regions.Sum(region => region.Area) / ((double)Width * Height);

    /// <summary>The row of a photo.</summary>
    /// <param name="photo">The photo.</param>
    public static MapPageRow Of(MappedPhoto photo) => photo.Map is not { } map
        ? new MapPageRow(photo.Path, photo.Error)
        : new MapPageRow(photo.Path, null)
        {
            Width = map.PhotoWidth,
            Height = map.PhotoHeight,
            Window = map.Window,
            Peak = map.Peak,
            Regions = [.. photo.Regions.Select(region => region with { Outlines = [] })],
            Metadata = map.Metadata,
            Preview = photo.Preview,
        };
}
