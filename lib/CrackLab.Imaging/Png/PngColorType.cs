namespace CrackLab.Imaging.Png;

/// <summary>PNG colour types by their stored number.</summary>
internal enum PngColorType
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}
