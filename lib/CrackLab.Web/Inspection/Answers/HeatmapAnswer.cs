using CrackLab.Imaging.Exif;
using CrackLab.Mapping;

namespace CrackLab.Web.Inspection.Answers;

/// <summary>The map of a photo, and its regions at some sensitivities.</summary>
/// <param name="Path">The photo's name.</param>
/// <param name="Label">What the photo is called by its surest place; <see langword="null"/> where it is none of several classes but the one looked for.</param>
/// <param name="Probability">Of the surest place, 0..1.</param>
/// <param name="Class">The class that is looked for.</param>
/// <param name="Threshold">The model's threshold, 0..1.</param>
/// <param name="Width">Width of the upright photo in pixels.</param>
/// <param name="Height">Height of the upright photo in pixels.</param>
/// <param name="Window">Side in pixels of the square that the model saw as one picture.</param>
/// <param name="Cells">The map.</param>
/// <param name="Sensitivities">Regions, from the least sensitive list to the most.</param>
internal sealed record HeatmapAnswer(
    string Path, string? Label, double Probability, string Class, double Threshold, int Width, int Height, int Window, CellsAnswer Cells,
    IReadOnlyList<RegionsAnswer> Sensitivities)
{
    /// <summary>When the photo was taken, as its camera noted it, or <see langword="null"/>.</summary>
    public string? DateTaken { get; init; }

    /// <summary>Degrees north, or <see langword="null"/>.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east, or <see langword="null"/>.</summary>
    public double? Longitude { get; init; }

    /// <summary>Metres above the sea, or <see langword="null"/>.</summary>
    public double? Altitude { get; init; }

    /// <summary>The answer for a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="classes">The model's classes.</param>
    /// <param name="query">What was asked for.</param>
    public static HeatmapAnswer Of(PhotoMap map, IReadOnlyList<string> classes, HeatmapQuery query)
    {
        string? other = classes.Count == 2 ? classes.First(name => name != map.Class) : null;
        PhotoLocation? location = map.Metadata.Location;
        return new HeatmapAnswer(
            map.Path,
            map.Peak >= map.Threshold ? map.Class : other,
            map.Peak,
            map.Class,
            map.Threshold,
            map.PhotoWidth,
            map.PhotoHeight,
            map.Window,
            CellsAnswer.Of(map),
            [.. query.Sensitivities.Select(sensitivity => RegionsAnswer.Of(map, sensitivity, query))])
        {
            DateTaken = map.Metadata.DateTaken?.ToString(),
            Latitude = location?.Latitude,
            Longitude = location?.Longitude,
            Altitude = location?.Altitude,
        };
    }
}
