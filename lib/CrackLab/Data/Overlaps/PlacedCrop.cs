namespace CrackLab.Data.Overlaps;

/// <summary>A crop and where it lies in its photograph.</summary>
/// <param name="Path">Path relative to the dataset folder.</param>
/// <param name="Placement">Where it lies in the photograph's frame, in pixels.</param>
/// <param name="Width">Width of the crop in pixels.</param>
/// <param name="Height">Height of the crop in pixels.</param>
public sealed record PlacedCrop(string Path, Placement Placement, int Width, int Height);
