using System.Text.Json.Serialization;

namespace CrackLab.Display;

/// <summary>Title, axes and background of a <see cref="PlotlyFigure"/>.</summary>
public sealed record PlotlyLayout
{
    /// <summary>What the figure shows.</summary>
    public PlotlyTitle? Title { get; init; }

    /// <summary>The axis across.</summary>
    [JsonPropertyName("xaxis")]
    public PlotlyAxis? XAxis { get; init; }

    /// <summary>The axis up.</summary>
    [JsonPropertyName("yaxis")]
    public PlotlyAxis? YAxis { get; init; }

    /// <summary>Height in pixels; the width is that of the place.</summary>
    public int? Height { get; init; }

    /// <summary>"group" to put bars side by side.</summary>
    [JsonPropertyName("barmode")]
    public string? BarMode { get; init; }

    /// <summary>Where the names of the traces stand.</summary>
    public PlotlyLegend Legend { get; init; } = new();

    /// <summary>Letters.</summary>
    public PlotlyFont Font { get; init; } = new("#7f8a96");

    /// <summary>Room around the plot.</summary>
    public PlotlyMargin Margin { get; init; } = new(60, 20, 82, 50);

    /// <summary>Background around the plot: that of the page.</summary>
    [JsonPropertyName("paper_bgcolor")]
    public string PaperColor { get; init; } = "rgba(0,0,0,0)";

    /// <summary>Background of the plot: that of the page.</summary>
    [JsonPropertyName("plot_bgcolor")]
    public string PlotColor { get; init; } = "rgba(0,0,0,0)";
}
