using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Data;

namespace CrackLab.Evaluation;

/// <summary>How a model does on a site that it was not trained on.</summary>
public sealed record SiteResult
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The images that were judged, with the model's classes.</summary>
    public required ImageSet Set { get; init; }

    /// <summary>The figures on them.</summary>
    public required EvaluationResult Result { get; init; }

    /// <summary>Recall at a fixed precision; <see langword="null"/> for more than two classes.</summary>
    public required RecallAtPrecision? RecallAtPrecision { get; init; }

    /// <summary>The figures of calling every image positive; <see langword="null"/> for more than two classes.</summary>
    public required EvaluationResult? AlwaysPositive { get; init; }

    /// <summary>Where the threshold comes from, if it was fitted on images of the site.</summary>
    public required Calibration? Calibration { get; init; }

    /// <summary>
    /// The result as JSON: the keys of <see cref="EvaluationResult.ToJson"/>, and recallAtPrecision, alwaysPositive and
    /// calibration (null where there is none).
    /// </summary>
    public string ToJson()
    {
        JsonObject json = JsonSerializer.SerializeToNode(Result)!.AsObject();
        json["recallAtPrecision"] = RecallAtPrecision is { } fixedPrecision ? Json(fixedPrecision) : null;
        json["alwaysPositive"] = JsonSerializer.SerializeToNode(AlwaysPositive);
        json["calibration"] = Calibration is { } calibration ? Json(calibration) : null;
        return json.ToJsonString(Indented);
    }

    private static JsonObject Json(RecallAtPrecision fixedPrecision)
    {
        var json = new JsonObject { ["target"] = fixedPrecision.Target, ["threshold"] = fixedPrecision.Threshold };
        Add(json, "recall", fixedPrecision.Recall);
        Add(json, "precision", fixedPrecision.Precision);
        return json;
    }

    private JsonObject Json(Calibration calibration) => new()
    {
        ["count"] = calibration.Fitted.Count,
        ["seed"] = calibration.Seed,
        ["threshold"] = calibration.Threshold,
        ["judged"] = Set.Count,
        ["leftOut"] = calibration.LeftOut,
        ["paths"] = new JsonArray([.. calibration.Fitted.Samples.Select(sample => JsonValue.Create(sample.Path))]),
        ["uncalibrated"] = JsonSerializer.SerializeToNode(calibration.Uncalibrated),
    };

    private static void Add(JsonObject json, string name, Metric metric)
    {
        json[name] = metric.Value;
        json[name + "Interval"] = JsonSerializer.SerializeToNode(metric.Interval);
        if (metric.Reason is { } reason)
            json[name + "Reason"] = reason;
    }
}
