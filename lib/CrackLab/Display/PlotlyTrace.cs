using System.Text.Json.Serialization;

namespace CrackLab.Display;

/// <summary>One line, group of bars or heat map of a <see cref="PlotlyFigure"/>.</summary>
public sealed record PlotlyTrace
{
    /// <summary>"scatter", "bar", "heatmap" or "parcoords".</summary>
    public required string Type { get; init; }

    /// <summary>Name in the legend.</summary>
    public string? Name { get; init; }

    /// <summary>"lines", "markers" or both joined by '+'; for scatter traces.</summary>
    public string? Mode { get; init; }

    /// <summary>Places across: numbers, or texts for a heat map.</summary>
    public IReadOnlyList<object?>? X { get; init; }

    /// <summary>Places up: numbers, or texts for a heat map.</summary>
    public IReadOnlyList<object?>? Y { get; init; }

    /// <summary>Rows of a heat map.</summary>
    public IReadOnlyList<IReadOnlyList<double?>>? Z { get; init; }

    /// <summary>Value of a heat map that has the first colour.</summary>
    [JsonPropertyName("zmin")]
    public double? ZMin { get; init; }

    /// <summary>Value of a heat map that has the last colour.</summary>
    [JsonPropertyName("zmax")]
    public double? ZMax { get; init; }

    /// <summary>Texts in the cells of a heat map, or of the points.</summary>
    public object? Text { get; init; }

    /// <summary>How <see cref="Text"/> stands in a cell.</summary>
    [JsonPropertyName("texttemplate")]
    public string? TextTemplate { get; init; }

    /// <summary>How the line looks.</summary>
    public PlotlyLine? Line { get; init; }

    /// <summary>How marks or bars look.</summary>
    public PlotlyMarker? Marker { get; init; }

    /// <summary>Width of a bar in units of the axis.</summary>
    public double? Width { get; init; }

    /// <summary>0..1.</summary>
    public double? Opacity { get; init; }

    /// <summary>Whether the legend names it.</summary>
    [JsonPropertyName("showlegend")]
    public bool? ShowLegend { get; init; }

    /// <summary>Colours of a heat map: pairs of place (0..1) and colour.</summary>
    [JsonPropertyName("colorscale")]
    public IReadOnlyList<IReadOnlyList<object>>? ColorScale { get; init; }

    /// <summary>Whether a scale of colours stands beside it.</summary>
    [JsonPropertyName("showscale")]
    public bool? ShowScale { get; init; }

    /// <summary>What a pointer over it tells; "skip" for nothing.</summary>
    [JsonPropertyName("hoverinfo")]
    public string? HoverInfo { get; init; }
}
