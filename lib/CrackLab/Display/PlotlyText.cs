namespace CrackLab.Display;

/// <summary>A title of a <see cref="PlotlyFigure"/> or of one of its axes.</summary>
/// <param name="Text">The title.</param>
public sealed record PlotlyText(string Text);
