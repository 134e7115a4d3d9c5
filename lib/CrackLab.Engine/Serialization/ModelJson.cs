using System.Text.Json;
using System.Text.Json.Serialization;
using CrackLab.Engine.Layers;

namespace CrackLab.Engine.Serialization;

/// <summary>A model's architecture as JSON: {"name": …, "layers": [{"layer": "Conv2D", "filters": 16, …}, …]}.</summary>
public static class ModelJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        AllowOutOfOrderMetadataProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes the layers of a model.</summary>
    /// <param name="model">The model.</param>
    public static string Write(Sequential model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return JsonSerializer.Serialize(new Architecture { Name = model.Name, Layers = model.Layers }, Options);
    }

    /// <summary>Makes an unbuilt model from JSON.</summary>
    /// <param name="json">What <see cref="Write"/> gives, or the same written by hand.</param>
    /// <param name="source">What to name in an error: a file.</param>
    /// <exception cref="InvalidDataException">The JSON does not describe a model; says where.</exception>
    public static Sequential Read(string json, string source = "model JSON")
    {
        try
        {
            Architecture architecture = JsonSerializer.Deserialize<Architecture>(json, Options) ?? throw new JsonException("null");
            return new Sequential(architecture.Layers) { Name = architecture.Name ?? "sequential" };
        }
        catch (Exception error) when (error is JsonException or ArgumentException or NotSupportedException)
        {
            throw new InvalidDataException($"{source}: expected {{\"layers\": [{{\"layer\": \"Conv2D\", …}}, …]}}, received something else: {OneLine.Of(error.Message)}", error);
        }
    }

    private sealed record Architecture
    {
        public string? Name { get; init; }

        public required IReadOnlyList<Layer> Layers { get; init; }
    }
}
