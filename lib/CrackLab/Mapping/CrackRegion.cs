namespace CrackLab.Mapping;

/// <summary>A part of a photo that is likely cracked: cells that touch each other, sides or corners.</summary>
/// <param name="Number">1 for the largest.</param>
/// <param name="X">Left edge in pixels of the upright photo.</param>
/// <param name="Y">Upper edge in pixels.</param>
/// <param name="Width">Width in pixels of the box around it.</param>
/// <param name="Height">Height in pixels of the box around it.</param>
/// <param name="Area">Area of its cells in pixels, those of sound concrete beside the crack among them.</param>
/// <param name="Peak">Greatest probability in it, 0..1.</param>
/// <param name="Mean">Mean probability over it, 0..1.</param>
/// <param name="Outlines">Closed outlines in pixels of the photo, holes included.</param>
public sealed record CrackRegion(
    int Number, int X, int Y, int Width, int Height, double Area, double Peak, double Mean, IReadOnlyList<IReadOnlyList<OutlinePoint>> Outlines)
{
    /// <summary>How large a pixel is on the wall, in millimetres, or <see langword="null"/>.</summary>
    public double? MillimetresPerPixel { get; init; }

    /// <summary>Estimated width of the box in millimetres, or <see langword="null"/> where the size of a pixel is unknown.</summary>
    /// <remarks>An estimate: it takes the wall for flat and square to the camera. It is the region's width, not the crack's.</remarks>
    public double? WidthMillimetres => Width * MillimetresPerPixel;

    /// <summary>Estimated height of the box in millimetres, or <see langword="null"/>.</summary>
    public double? HeightMillimetres => Height * MillimetresPerPixel;

    /// <summary>Estimated area in square millimetres, or <see langword="null"/>.</summary>
    public double? AreaSquareMillimetres => Area * MillimetresPerPixel * MillimetresPerPixel;
}
