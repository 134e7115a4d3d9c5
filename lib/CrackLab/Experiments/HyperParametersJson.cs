using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CrackLab.Experiments;

/// <summary>Settings as JSON, and settings changed one by one as text.</summary>
public static class HyperParametersJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Writes all settings by camel-case name.</summary>
    /// <param name="settings">The settings.</param>
    public static JsonObject Write(HyperParameters settings) =>
        JsonSerializer.SerializeToNode(settings, Options)!.AsObject();

    /// <summary>Reads what <see cref="Write"/> gave.</summary>
    /// <param name="json">The settings.</param>
    /// <param name="source">What to name in an error: a file.</param>
    /// <exception cref="InvalidDataException">A setting is unknown or has the wrong type.</exception>
    public static HyperParameters Read(JsonObject json, string source)
    {
        try
        {
            return json.Deserialize<HyperParameters>(Options)!;
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{source}: expected settings that this version knows, received others: {error.Message}", error);
        }
    }

    /// <summary>Changes one setting.</summary>
    /// <param name="settings">The settings to start from.</param>
    /// <param name="assignment">"learningRate=0.01"; case, '-' and '_' in the name do not matter.</param>
    /// <exception cref="ArgumentException">There is no such setting, or the value does not fit it.</exception>
    public static HyperParameters With(HyperParameters settings, string assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        int sign = assignment.IndexOf('=', StringComparison.Ordinal);
        JsonObject json = Write(settings);
        string? name = sign < 1 ? null : json.Select(pair => pair.Key).FirstOrDefault(key => Plain(key) == Plain(assignment[..sign]));
        if (name is null)
        {
            throw new ArgumentException(
                $"Setting '{assignment}': expected NAME=VALUE with one of {string.Join(", ", json.Select(pair => pair.Key))}, received another name. Choose one of these.",
                nameof(assignment));
        }

        string value = assignment[(sign + 1)..];
        JsonValueKind kind = json[name]!.GetValueKind();
        json[name] = kind switch
        {
            JsonValueKind.True or JsonValueKind.False when bool.TryParse(value, out bool flag) => flag,
            JsonValueKind.Number when decimal.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out decimal number) => number,
            _ => value,
        };
        try
        {
            return json.Deserialize<HyperParameters>(Options)!;
        }
        catch (JsonException error)
        {
            string expected = kind switch
            {
                JsonValueKind.Number => json[name]!.GetValueKind() == JsonValueKind.Number ? "a whole number" : "a number",
                JsonValueKind.True or JsonValueKind.False => "true or false",
                _ => "one of the names in the documentation",
            };
            throw new ArgumentException($"Setting '{name}': expected {expected}, received '{value}'. Give another value.", nameof(assignment), error);
        }
    }

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
