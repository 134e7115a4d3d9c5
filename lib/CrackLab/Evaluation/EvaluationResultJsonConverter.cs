using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrackLab.Evaluation;

/// <summary>Writes an <see cref="EvaluationResult"/>: a number a metric, its interval [low, high] beside it.</summary>
/// <remarks>
/// An undefined metric is null, its interval too, and its reason stands under the metric's name + "Reason". "Interval" counts
/// every image as one trial; where groups are known, name + "GroupInterval" is the bootstrap over groups.
/// </remarks>
public sealed class EvaluationResultJsonConverter : JsonConverter<EvaluationResult>
{
    /// <summary>Not available: a result is computed, never read.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override EvaluationResult Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException(
            "EvaluationResult: expected to be written, received JSON to read. Read it as a JsonDocument.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EvaluationResult value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteNumber("count", value.Count);
        if (value.Threshold is { } threshold)
            writer.WriteNumber("threshold", threshold);
        else
            writer.WriteNull("threshold");
        writer.WriteString("average", value.Confusion.Classes.Count == 2 ? "binary" : "macro");
        WriteMetric(writer, "accuracy", value.Accuracy);
        WriteMetric(writer, "balancedAccuracy", value.BalancedAccuracy);
        WriteMetric(writer, "precision", value.Precision);
        WriteMetric(writer, "recall", value.Recall);
        WriteMetric(writer, "f1", value.F1);
        WriteMetric(writer, "specificity", value.Specificity);
        WriteMetric(writer, "auc", value.Auc);
        WriteMetric(writer, "averagePrecision", value.AveragePrecision);
        WriteConfusion(writer, value.Confusion);
        writer.WriteStartArray("perClass");
        foreach (ClassResult result in value.PerClass)
            WriteClass(writer, result);
        writer.WriteEndArray();
        WriteReliability(writer, value.Reliability);
        if (value.Groups is { } groups)
            writer.WriteNumber("groups", groups);
        if (value.Aim is { } aim)
            writer.WriteString("aim", aim);
        if (value.Temperature is { } temperature)
            writer.WriteNumber("temperature", temperature);
        writer.WriteEndObject();
    }

    private static void WriteReliability(Utf8JsonWriter writer, Reliability reliability)
    {
        writer.WriteNumber("brier", reliability.Brier);
        writer.WriteNumber("ece", reliability.Ece);
        writer.WriteNumber("eceEqualWidth", reliability.EceEqualWidth);
        writer.WriteStartArray("reliability");
        foreach (ReliabilityBin bin in reliability.Bins)
        {
            writer.WriteStartObject();
            writer.WriteNumber("low", bin.Low);
            writer.WriteNumber("high", bin.High);
            writer.WriteNumber("count", bin.Count);
            writer.WriteNumber("predicted", bin.Predicted);
            WriteMetric(writer, "observed", bin.Observed);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteMetric(Utf8JsonWriter writer, string name, Metric metric)
    {
        if (metric is { Value: { } value, Interval: { } interval })
        {
            writer.WriteNumber(name, value);
            writer.WritePropertyName(name + "Interval");
            JsonSerializer.Serialize(writer, interval);
            if (metric.GroupInterval is { } groupInterval)
            {
                writer.WritePropertyName(name + "GroupInterval");
                JsonSerializer.Serialize(writer, groupInterval);
            }
            return;
        }
        writer.WriteNull(name);
        writer.WriteNull(name + "Interval");
        writer.WriteString(name + "Reason", metric.Reason);
    }

    private static void WriteConfusion(Utf8JsonWriter writer, ConfusionMatrix confusion)
    {
        writer.WriteStartObject("confusion");
        if (confusion.Classes.Count == 2)
        {
            writer.WriteNumber("truePositive", confusion.TruePositives(1));
            writer.WriteNumber("falsePositive", confusion.FalsePositives(1));
            writer.WriteNumber("trueNegative", confusion.TrueNegatives(1));
            writer.WriteNumber("falseNegative", confusion.FalseNegatives(1));
        }
        writer.WriteStartArray("classes");
        foreach (string name in confusion.Classes)
            writer.WriteStringValue(name);
        writer.WriteEndArray();
        writer.WriteStartArray("matrix");
        for (int actual = 0; actual < confusion.Classes.Count; actual++)
        {
            writer.WriteStartArray();
            for (int predicted = 0; predicted < confusion.Classes.Count; predicted++)
                writer.WriteNumberValue(confusion[actual, predicted]);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteClass(Utf8JsonWriter writer, ClassResult result)
    {
        writer.WriteStartObject();
        writer.WriteString("class", result.Name);
        writer.WriteNumber("support", result.Support);
        WriteMetric(writer, "precision", result.Precision);
        WriteMetric(writer, "recall", result.Recall);
        WriteMetric(writer, "f1", result.F1);
        WriteMetric(writer, "specificity", result.Specificity);
        WriteMetric(writer, "auc", result.Auc);
        WriteMetric(writer, "averagePrecision", result.AveragePrecision);
        writer.WriteEndObject();
    }
}
