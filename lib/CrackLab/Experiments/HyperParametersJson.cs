using System.Globalization;
using System.Reflection;
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

    /// <summary>Every setting by its plain name: its name in JSON, and the values that it can have where they are few.</summary>
    private static readonly Dictionary<string, (string Name, string[] Values)> Known = typeof(HyperParameters)
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .ToDictionary(
            property => Plain(property.Name),
            property => (JsonNamingPolicy.CamelCase.ConvertName(property.Name), Values(property.PropertyType)),
            StringComparer.Ordinal);

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
        JsonObject json = Write(settings);
        (string name, JsonValueKind kind) = Assign(json, assignment);
        try
        {
            return json.Deserialize<HyperParameters>(Options)!;
        }
        catch (JsonException error)
        {
            string expected = kind != JsonValueKind.Number ? "true or false"
                : json[name]!.GetValueKind() == JsonValueKind.Number ? "a whole number"
                : "a number";
            throw Refuse(name, expected, ValueOf(assignment), error);
        }
    }

    /// <summary>Changes some settings, the later ones on top of the earlier.</summary>
    /// <param name="settings">The settings to start from.</param>
    /// <param name="assignments">As <see cref="With(HyperParameters, string)"/> takes them.</param>
    /// <exception cref="ArgumentException">There is no such setting, or a value does not fit it.</exception>
    public static HyperParameters With(HyperParameters settings, IReadOnlyList<string> assignments)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        JsonObject json = Write(settings);
        foreach (string assignment in assignments)
        {
            Assign(json, assignment);
        }

        try
        {
            return json.Deserialize<HyperParameters>(Options)!;
        }
        catch (JsonException)
        {
            return assignments.Aggregate(settings, With); // which says whose fault it is
        }
    }

    private static (string Name, JsonValueKind Kind) Assign(JsonObject json, string assignment)
    {
        int sign = assignment.IndexOf('=', StringComparison.Ordinal);
        if (sign < 1 || !Known.TryGetValue(Plain(assignment[..sign]), out (string Name, string[] Values) setting))
        {
            throw new ArgumentException(
                $"Setting '{OneLine.Of(assignment)}': expected NAME=VALUE with one of {string.Join(", ", json.Select(pair => pair.Key))}, received another name. Choose one of these.",
                nameof(assignment));
        }

        string value = ValueOf(assignment);
        (string name, string[] values) = setting;
        if (values.Length > 0 && !values.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            throw Refuse(name, $"{string.Join(", ", values[..^1])} or {values[^1]}", value);
        }

        JsonValueKind kind = json[name]!.GetValueKind();
        json[name] = kind switch
        {
            JsonValueKind.True or JsonValueKind.False when bool.TryParse(value, out bool flag) => flag,
            JsonValueKind.Number when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) => number,
            _ => value,
        };
        return (name, kind);
    }

    private static string ValueOf(string assignment) => assignment[(assignment.IndexOf('=', StringComparison.Ordinal) + 1)..];

    private static ArgumentException Refuse(string name, string expected, string value, Exception? cause = null) =>
        new($"Setting '{name}': expected {expected}, received '{OneLine.Of(value)}'. Give another value.", cause);

    /// <summary>The values that a setting of few can have; none for numbers and text.</summary>
    private static string[] Values(Type type) => type.IsEnum ? [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)] : [];

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
