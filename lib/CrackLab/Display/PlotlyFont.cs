namespace CrackLab.Display;

/// <summary>Letters of a <see cref="PlotlyFigure"/>.</summary>
/// <param name="Color">A CSS colour; HTML replaces it by that of the page.</param>
public sealed record PlotlyFont(string Color);
