namespace CrackLab.Display;

/// <summary>How a line of a <see cref="PlotlyTrace"/> looks.</summary>
/// <param name="Color">A CSS colour.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Dash">"dot" for a dotted line, or <see langword="null"/>.</param>
/// <param name="Shape">"vh" for steps that go up or down first, or <see langword="null"/> for straight lines.</param>
public sealed record PlotlyLine(string Color, double Width, string? Dash = null, string? Shape = null);
