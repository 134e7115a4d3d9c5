using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrackLab.Evaluation;

/// <summary>Writes an <see cref="Interval"/> as [low, high] and reads it back.</summary>
public sealed class IntervalJsonConverter : JsonConverter<Interval>
{
    /// <inheritdoc/>
    public override Interval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        double[]? ends = JsonSerializer.Deserialize<double[]>(ref reader);
        return ends is [var low, var high]
            ? new Interval(low, high)
            : throw new JsonException(
                $"Interval: expected an array [low, high], received {ends?.Length ?? 0} numbers. Give both ends.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Interval value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Low);
        writer.WriteNumberValue(value.High);
        writer.WriteEndArray();
    }
}
