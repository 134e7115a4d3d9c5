using System.Globalization;

namespace CrackLab.Prediction;

/// <summary>How a prediction is written as a row of a table.</summary>
internal static class PredictionRow
{
    public const int Path = 0;
    public const int Probability = 2;
    public const int Margin = 3;
    public const int Model = 9;

    public static readonly string[] Columns =
    [
        "path", "label", "probability", "margin", "milliseconds", "date_taken", "latitude", "longitude", "altitude", "model", "error",
    ];

    /// <summary>The values in the order of the columns; empty where something is not known.</summary>
    /// <param name="prediction">What a model made of a file, or why it could not look at it.</param>
    /// <param name="model">Fingerprint of the model.</param>
    public static string[] Of(PredictedImage prediction, string? model) =>
    [
        prediction.Path,
        prediction.Label ?? "",
        Text(prediction.Probability),
        Text(prediction.Margin),
        prediction.Milliseconds?.ToString("0.###", CultureInfo.InvariantCulture) ?? "",
        prediction.DateTaken?.ToString() ?? "",
        Text(prediction.Location?.Latitude),
        Text(prediction.Location?.Longitude),
        Text(prediction.Location?.Altitude),
        model ?? "",
        prediction.Error ?? "",
    ];

    private static string Text<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
