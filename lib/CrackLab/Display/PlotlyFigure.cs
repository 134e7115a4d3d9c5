using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrackLab.Display;

/// <summary>A figure as plotly.js takes it.</summary>
/// <param name="Data">What is drawn, one trace a line or group of bars.</param>
/// <param name="Layout">Title and axes.</param>
/// <remarks>See https://plotly.com/javascript/reference. What is not said is plotly's own choice.</remarks>
public sealed record PlotlyFigure(IReadOnlyList<PlotlyTrace> Data, PlotlyLayout Layout)
{
    /// <summary>Name under which notebooks know such figures.</summary>
    public const string MimeType = "application/vnd.plotly.v1+json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The figure as JSON; it holds no '&lt;', '&amp;' or single quote, and so may stand in an attribute.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>A number for JSON: six digits, and nothing for what is not finite.</summary>
    internal static double? Number(double value) => double.IsFinite(value) && value != 0
        ? Round(value)
        : double.IsFinite(value) ? 0 : null;

    private static double Round(double value)
    {
        int digits = 5 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return digits is >= 0 and <= 15 ? Math.Round(value, digits) : value;
    }
}
