using System.Text.Json;
using CrackLab.Imaging.Exif;

namespace CrackLab.Mapping;

/// <summary>A map and its regions as JSON with camelCase names, for other programs.</summary>
public static class MapJson
{
    private const int Digits = 4;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes a map: where and when the photo was taken, the grid of probabilities, and the regions with their outlines.</summary>
    /// <param name="map">The map.</param>
    /// <param name="regions">Its regions.</param>
    /// <returns>
    /// One object: path, width and height in pixels, class, threshold, peak, cells (size in pixels, columns, rows, and
    /// probabilities row by row), regions, and what the camera noted.
    /// </returns>
    public static string Write(PhotoMap map, IReadOnlyList<CrackRegion> regions)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(regions);
        PhotoLocation? location = map.Metadata.Location;
        return JsonSerializer.Serialize(
            new
            {
                map.Path,
                Width = map.PhotoWidth,
                Height = map.PhotoHeight,
                map.Class,
                map.Threshold,
                map.Peak,
                DateTaken = map.Metadata.DateTaken?.ToString(),
                location?.Latitude,
                location?.Longitude,
                location?.Altitude,
                Regions = regions.Select(region => Describe(region, withOutlines: true)),
                Cells = new { Size = map.CellSize, map.Columns, map.Rows, Probabilities = map.Probabilities.Select(p => Math.Round(p, Digits)) },
            },
            Options);
    }

    /// <summary>A region as an object to serialize.</summary>
    /// <param name="region">The region.</param>
    /// <param name="withOutlines">Whether its outlines are written too.</param>
    public static object Describe(CrackRegion region, bool withOutlines = false)
    {
        ArgumentNullException.ThrowIfNull(region);
        return new
        {
            region.Number,
            region.X,
            region.Y,
            region.Width,
            region.Height,
            Area = Math.Round(region.Area),
            Peak = Math.Round(region.Peak, Digits),
            Mean = Math.Round(region.Mean, Digits),
            WidthMmEstimate = region.WidthMillimetres,
            HeightMmEstimate = region.HeightMillimetres,
            AreaMm2Estimate = region.AreaSquareMillimetres,
            Outlines = withOutlines ? region.Outlines.Select(outline => outline.Select(point => new[] { Math.Round(point.X, 1), Math.Round(point.Y, 1) })) : null,
        };
    }
}
