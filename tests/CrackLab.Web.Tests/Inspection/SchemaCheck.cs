using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrackLab.Web.Tests.Inspection;

/// <summary>Holds JSON against the part of JSON Schema that our OpenAPI document uses; another keyword is a fault of the document.</summary>
internal sealed class SchemaCheck(JsonNode document)
{
    private static readonly string[] Notes = ["description", "default", "format", "contentEncoding", "title"];

    /// <summary>What a reference leads to, or the node itself.</summary>
    public JsonNode Resolve(JsonNode node) => node["$ref"] is { } reference
        ? Resolve(reference.GetValue<string>()[2..].Split('/').Aggregate(document, (at, key) => at[key] ?? throw new InvalidDataException($"{reference} leads nowhere")))
        : node;

    /// <summary>Every way in which a value is not as the schema says.</summary>
    public IEnumerable<string> Faults(JsonElement value, JsonNode schema, string place = "$")
    {
        JsonObject rules = Resolve(schema).AsObject();
        foreach ((string rule, JsonNode? said) in rules)
        {
            IEnumerable<string> faults = rule switch
            {
                "type" => Types(said!).Any(type => Is(value, type)) ? [] : [$"{place}: expected {said!.ToJsonString()}, received {value.ValueKind}"],
                "const" => value.GetRawText() == said!.ToJsonString() ? [] : [$"{place}: expected {said.ToJsonString()}, received {value.GetRawText()}"],
                "enum" => said!.AsArray().Any(one => one!.ToJsonString() == value.GetRawText()) ? [] : [$"{place}: {value.GetRawText()} is none of {said.ToJsonString()}"],
                "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= said!.GetValue<double>() ? [] : [$"{place}: {value} is below {said}"],
                "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= said!.GetValue<double>() ? [] : [$"{place}: {value} is above {said}"],
                "minItems" => value.GetArrayLength() >= said!.GetValue<int>() ? [] : [$"{place}: has fewer items than {said}"],
                "maxItems" => value.GetArrayLength() <= said!.GetValue<int>() ? [] : [$"{place}: has more items than {said}"],
                "items" => value.EnumerateArray().SelectMany((item, i) => Faults(item, said!, $"{place}[{i}]")),
                "required" => said!.AsArray().Select(name => name!.GetValue<string>()).Where(name => !value.TryGetProperty(name, out _)).Select(name => $"{place}: lacks {name}"),
                "properties" => value.EnumerateObject().Where(one => said![one.Name] is not null).SelectMany(one => Faults(one.Value, said![one.Name]!, $"{place}.{one.Name}")),
                "additionalProperties" => said!.GetValueKind() == JsonValueKind.False
                    ? value.EnumerateObject().Where(one => rules["properties"]?[one.Name] is null).Select(one => $"{place}: has {one.Name}, which is not described")
                    : [],
                "oneOf" => said!.AsArray().Count(one => !Faults(value, one!, place).Any()) == 1
                    ? []
                    : said.AsArray().SelectMany(one => Faults(value, one!, place)).Prepend($"{place}: is not just one of"),
                _ => Notes.Contains(rule, StringComparer.Ordinal) ? [] : throw new InvalidDataException($"{place}: the keyword '{rule}' is not known"),
            };
            foreach (string fault in faults)
                yield return fault;
            if (rule == "type" && faults.Any())
                yield break;
        }
    }

    private static IEnumerable<string> Types(JsonNode said) =>
        said is JsonArray several ? several.Select(one => one!.GetValue<string>()) : [said.GetValue<string>()];

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        _ => throw new InvalidDataException($"the type '{type}' is not known"),
    };
}
