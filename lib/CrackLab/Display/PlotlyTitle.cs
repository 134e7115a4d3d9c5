using System.Text.Json.Serialization;

namespace CrackLab.Display;

/// <summary>The title of a whole <see cref="PlotlyFigure"/>: above to the left, as in the SVG, so that the legend has room below.</summary>
/// <param name="Text">The title.</param>
public sealed record PlotlyTitle(string Text)
{
    /// <summary>Place across, 0..1.</summary>
    public double X { get; init; }

    /// <summary>Which side of the title is there.</summary>
    [JsonPropertyName("xanchor")]
    public string XAnchor { get; init; } = "left";

    /// <summary>Place up, 0..1.</summary>
    public double Y { get; init; } = 1;

    /// <summary>Which side of the title is there.</summary>
    [JsonPropertyName("yanchor")]
    public string YAnchor { get; init; } = "top";

    /// <summary>Room around it.</summary>
    [JsonPropertyName("pad")]
    public PlotlyMargin Padding { get; init; } = new(16, 0, 14, 0);
}
