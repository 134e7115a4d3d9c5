using System.Text.Json.Serialization;

namespace CrackLab.Display;

/// <summary>The names of a <see cref="PlotlyFigure"/>'s traces: in rows above the plot, so that it keeps its width.</summary>
public sealed record PlotlyLegend
{
    /// <summary>"h" for rows, "v" for a column.</summary>
    public string Orientation { get; init; } = "h";

    /// <summary>Place across, in widths of the plot.</summary>
    public double X { get; init; }

    /// <summary>Which side of the legend is there.</summary>
    [JsonPropertyName("xanchor")]
    public string XAnchor { get; init; } = "left";

    /// <summary>Place up, in heights of the plot.</summary>
    public double Y { get; init; } = 1;

    /// <summary>Which side of the legend is there.</summary>
    [JsonPropertyName("yanchor")]
    public string YAnchor { get; init; } = "bottom";
}
