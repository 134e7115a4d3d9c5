using System.Globalization;
using CrackLab.Data;
using CrackLab.Imaging;
using CrackLab.Imaging.Exif;

namespace CrackLab.Mapping;

/// <summary>How probable a crack is at each place of a photo, as a grid of square cells over it.</summary>
[TypeFormatterSource]
public sealed record PhotoMap
{
    /// <summary>The photo.</summary>
    public required string Path { get; init; }

    /// <summary>Width of the upright photo in pixels.</summary>
    public required int PhotoWidth { get; init; }

    /// <summary>Height of the upright photo in pixels.</summary>
    public required int PhotoHeight { get; init; }

    /// <summary>What the camera noted: when and where.</summary>
    public PhotoMetadata Metadata { get; init; } = new();

    /// <summary>Name of the class whose probability this is.</summary>
    public required string Class { get; init; }

    /// <summary>The model's threshold: from this probability on it calls a picture cracked, 0..1.</summary>
    public required double Threshold { get; init; }

    /// <summary>Side in pixels of the square that the model saw as one picture.</summary>
    public required int Window { get; init; }

    /// <summary>Side of a cell in pixels of the photo; the first begins at its upper left corner, the last may reach beyond it.</summary>
    public required double CellSize { get; init; }

    /// <summary>Cells in a row.</summary>
    public required int Columns { get; init; }

    /// <summary>Cells in a column.</summary>
    public required int Rows { get; init; }

    /// <summary>(Rows, Columns) log-odds ln(p / (1 - p)) of each cell.</summary>
    public required IReadOnlyList<float> LogOdds { get; init; }

    /// <summary>(Rows, Columns) probability of each cell, 0..1.</summary>
    public IReadOnlyList<float> Probabilities => [.. LogOdds.Select(value => (float)ProbabilityOf(value))];

    /// <summary>The greatest probability, 0..1.</summary>
    public double Peak => ProbabilityOf(LogOdds.Max());

    /// <summary>Finds the places that are likely cracked, the largest first.</summary>
    /// <param name="options">How sensitive; <see langword="null"/> for the usual.</param>
    public IReadOnlyList<CrackRegion> Regions(RegionOptions? options = null) => RegionFinder.Find(this, options ?? new RegionOptions());

    /// <summary>Lays the map over the photo: the hotter, the more yellow, with the outlines of regions and their numbers.</summary>
    /// <param name="photo">The upright photo, grey or RGB, at any size.</param>
    /// <param name="regions">The regions to outline.</param>
    /// <param name="options">How sensitive and how dense; <see langword="null"/> for the usual.</param>
    /// <returns>RGB of the photo's size.</returns>
    public Image Overlay(Image photo, IReadOnlyList<CrackRegion> regions, OverlayOptions? options = null) =>
        MapOverlay.Draw(this, photo, regions, options ?? new OverlayOptions());

    /// <summary>The photo, its size, and how sure the model is of its surest place.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{System.IO.Path.GetFileName(Path)}: {PhotoWidth} x {PhotoHeight} pixels, {Class} at most {Peak:0.0000}, {Columns} x {Rows} cells of {CellSize:0.0} pixels");

    /// <summary>The probability of log-odds.</summary>
    internal static double ProbabilityOf(double logOdds) => 1 / (1 + Math.Exp(-logOdds));
}
