using System.Globalization;
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
        NumberHandling = JsonNumberHandling.Strict,
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
        string[] names = Names(name);
        if (names.Length > 0 && !names.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            throw Refuse(name, $"{string.Join(", ", names[..^1])} or {names[^1]}", value);
        }

        JsonValueKind kind = json[name]!.GetValueKind();
        json[name] = kind switch
        {
            JsonValueKind.True or JsonValueKind.False when bool.TryParse(value, out bool flag) => flag,
            JsonValueKind.Number when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) => number,
            _ => value,
        };
        try
        {
            return json.Deserialize<HyperParameters>(Options)!;
        }
        catch (JsonException error)
        {
            string expected = kind != JsonValueKind.Number ? "true or false"
                : json[name]!.GetValueKind() == JsonValueKind.Number ? "a whole number"
                : "a number";
            throw Refuse(name, expected, value, error);
        }
    }

    private static ArgumentException Refuse(string name, string expected, string value, Exception? cause = null) =>
        new($"Setting '{name}': expected {expected}, received '{value}'. Give another value.", cause);

    /// <summary>The values that a setting of few can have; none for numbers and text.</summary>
    private static string[] Names(string setting)
    {
        Type type = typeof(HyperParameters).GetProperties().First(property => Plain(property.Name) == Plain(setting)).PropertyType;
        return type.IsEnum ? [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)] : [];
    }

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
