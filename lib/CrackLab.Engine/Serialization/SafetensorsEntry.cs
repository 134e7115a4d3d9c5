using System.Text.Json;

namespace CrackLab.Engine.Serialization;

/// <summary>What a safetensors header says of one tensor.</summary>
internal sealed record SafetensorsEntry(string Name, IReadOnlyList<int> Dimensions, long Count, long Start, long End)
{
    public static SafetensorsEntry Parse(JsonProperty property, string path)
    {
        JsonElement body = SafetensorsFile.Require(property.Value, JsonValueKind.Object, path, property.Name);
        string? type = body.TryGetProperty("dtype", out JsonElement dtype) ? dtype.ToString() : null;
        if (!string.Equals(type, "F32", StringComparison.Ordinal))
        {
            throw SafetensorsFile.Bad(path, sizeof(ulong), $"dtype F32 for tensor '{property.Name}'", type ?? "none");
        }

        long[] shape = Numbers(body, "shape", property.Name, path);
        long[] offsets = Numbers(body, "data_offsets", property.Name, path);
        long count = 1;
        foreach (long dimension in shape)
        {
            if (dimension > int.MaxValue || (count *= dimension) > int.MaxValue)
            {
                throw SafetensorsFile.Bad(path, sizeof(ulong), $"tensor '{property.Name}' of at most {int.MaxValue} values", $"shape ({string.Join(", ", shape)})");
            }
        }

        return offsets.Length == 2
            ? new SafetensorsEntry(property.Name, [.. shape.Select(dimension => (int)dimension)], count, offsets[0], offsets[1])
            : throw SafetensorsFile.Bad(path, sizeof(ulong), $"two data_offsets for tensor '{property.Name}'", $"{offsets.Length}");
    }

    private static long[] Numbers(JsonElement body, string name, string tensor, string path)
    {
        JsonElement array = body.TryGetProperty(name, out JsonElement found) ? found : default;
        _ = SafetensorsFile.Require(array, JsonValueKind.Array, path, $"{tensor}.{name}");
        return [.. array.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long value) && value >= 0
            ? value
            : throw SafetensorsFile.Bad(path, sizeof(ulong), $"whole numbers from 0 in '{tensor}.{name}'", item.ToString()))];
    }
}
