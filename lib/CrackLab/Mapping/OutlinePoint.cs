namespace CrackLab.Mapping;

/// <summary>A point of an outline.</summary>
/// <param name="X">Pixels from the photo's left edge.</param>
/// <param name="Y">Pixels from the photo's upper edge.</param>
public readonly record struct OutlinePoint(double X, double Y);
