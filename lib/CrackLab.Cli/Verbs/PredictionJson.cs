using System.Text.Json.Serialization;
using CrackLab.Prediction;

namespace CrackLab.Cli.Verbs;

/// <summary>A prediction as predict writes it as JSON; what is not known is left out.</summary>
internal sealed class PredictionJson
{
    private const int MillisecondDigits = 3;

    /// <summary>Takes what there is to tell.</summary>
    public PredictionJson(PredictedImage prediction)
    {
        Path = prediction.Path;
        Label = prediction.Label;
        Probability = prediction.Probability;
        Margin = prediction.Margin;
        Milliseconds = prediction.Milliseconds is { } time ? Math.Round(time, MillisecondDigits) : null;
        DateTaken = prediction.DateTaken?.ToString();
        Latitude = prediction.Location?.Latitude;
        Longitude = prediction.Location?.Longitude;
        Altitude = prediction.Location?.Altitude;
        Error = prediction.Error;
    }

    /// <summary>The file, as it was asked for.</summary>
    public string Path { get; }

    /// <summary>Predicted class.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Label { get; }

    /// <summary>Of the positive class, or of more than two of the predicted one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? Probability { get; }

    /// <summary>How far the decision is from another one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float? Margin { get; }

    /// <summary>How long it took.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Milliseconds { get; }

    /// <summary>When the photo was taken, ISO 8601.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DateTaken { get; }

    /// <summary>Degrees north.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Latitude { get; }

    /// <summary>Degrees east.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Longitude { get; }

    /// <summary>Metres above the sea.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Altitude { get; }

    /// <summary>Why the file could not be read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; }
}
