using System.Text.Json.Serialization;

namespace CrackLab.Display;

/// <summary>An axis of a <see cref="PlotlyFigure"/>.</summary>
public sealed record PlotlyAxis
{
    /// <summary>What it measures.</summary>
    public PlotlyText? Title { get; init; }

    /// <summary>"log", "category", or <see langword="null"/> for a linear axis.</summary>
    public string? Type { get; init; }

    /// <summary>Both ends; of a logarithmic axis their decimal logarithms.</summary>
    public IReadOnlyList<double>? Range { get; init; }

    /// <summary>"reversed" to begin at the top, or <see langword="null"/>.</summary>
    [JsonPropertyName("autorange")]
    public string? AutoRange { get; init; }

    /// <summary>"tozero" to begin at 0, or <see langword="null"/>.</summary>
    [JsonPropertyName("rangemode")]
    public string? RangeMode { get; init; }

    /// <summary>"top" or <see langword="null"/>.</summary>
    public string? Side { get; init; }

    /// <summary>Places of the ticks, where they are fixed.</summary>
    [JsonPropertyName("tickvals")]
    public IReadOnlyList<double>? TickValues { get; init; }

    /// <summary>Texts of those ticks.</summary>
    [JsonPropertyName("ticktext")]
    public IReadOnlyList<string>? TickText { get; init; }

    /// <summary>Colour of the grid: one that is seen on light and on dark.</summary>
    [JsonPropertyName("gridcolor")]
    public string GridColor { get; init; } = "rgba(128,140,152,0.25)";

    /// <summary>Colour of the line at 0.</summary>
    [JsonPropertyName("zerolinecolor")]
    public string ZeroLineColor { get; init; } = "rgba(128,140,152,0.45)";

    /// <summary>Whether the axis finds room for its own labels.</summary>
    [JsonPropertyName("automargin")]
    public bool AutoMargin { get; init; } = true;
}
