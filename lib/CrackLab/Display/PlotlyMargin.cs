using System.Text.Json.Serialization;

namespace CrackLab.Display;

/// <summary>Room around the plot of a <see cref="PlotlyFigure"/>, in pixels.</summary>
/// <param name="Left">At the left.</param>
/// <param name="Right">At the right.</param>
/// <param name="Top">Above.</param>
/// <param name="Bottom">Below.</param>
public sealed record PlotlyMargin(
    [property: JsonPropertyName("l")] int Left,
    [property: JsonPropertyName("r")] int Right,
    [property: JsonPropertyName("t")] int Top,
    [property: JsonPropertyName("b")] int Bottom);
