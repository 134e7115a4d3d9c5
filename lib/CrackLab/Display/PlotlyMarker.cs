namespace CrackLab.Display;

/// <summary>How marks or bars of a <see cref="PlotlyTrace"/> look.</summary>
/// <param name="Color">A CSS colour.</param>
/// <param name="Size">Diameter of a mark in pixels, or <see langword="null"/>.</param>
public sealed record PlotlyMarker(string Color, double? Size = null);
