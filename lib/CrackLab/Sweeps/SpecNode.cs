using System.Globalization;
using System.Text.Json;

namespace CrackLab.Sweeps;

/// <summary>A value in a specification that knows its key, so that every complaint can name it.</summary>
/// <param name="File">The file.</param>
/// <param name="Path">Keys down to the value, joined by dots; empty for the whole.</param>
/// <param name="Name">The last key; empty for the whole.</param>
/// <param name="Element">The value.</param>
internal sealed record SpecNode(string File, string Path, string Name, JsonElement Element)
{
    private const int MostShown = 80;

    /// <summary>File and key.</summary>
    public string Place => Path.Length == 0 ? File : $"{File}: {OneLine.Of(Path)}";

    /// <summary>A complaint about this value.</summary>
    public InvalidDataException Fault(string expected, string mend)
    {
        string received = Element.GetRawText().ReplaceLineEndings(" ");
        received = received.Length > MostShown ? received[..MostShown] + "…" : received;
        return new InvalidDataException($"{Place}: expected {expected}, received {received}. {mend}.");
    }

    /// <summary>Refuses what is no object, keys that are not known, and keys given twice.</summary>
    public void Allow(params string[] keys)
    {
        foreach (SpecNode member in Members())
        {
            if (!keys.Contains(member.Name, StringComparer.Ordinal))
            {
                throw new InvalidDataException($"{Place}: expected the keys {string.Join(", ", keys)}, received '{OneLine.Of(member.Name)}'. Mend or remove it.");
            }
        }
    }

    /// <summary>The members of an object.</summary>
    public IEnumerable<SpecNode> Members()
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw Fault("an object in braces", "Write {\"key\": value}");
        }

        JsonProperty[] members = [.. Element.EnumerateObject()];
        return members.GroupBy(member => member.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InvalidDataException($"{Place}: expected each key once, received '{OneLine.Of(twice.Key)}' {twice.Count()} times. Remove one.")
            : members.Select(member => Below(member.Name, member.Value));
    }

    /// <summary>The items of an array.</summary>
    public IEnumerable<SpecNode> Items() => Element.ValueKind == JsonValueKind.Array
        ? Element.EnumerateArray().Select((item, index) => this with { Path = $"{Path}[{index}]", Element = item })
        : throw Fault("a list in brackets", "Write [value, value]");

    /// <summary>A member that must be there.</summary>
    public SpecNode Required(string key, string what) => Optional(key)
        ?? throw new InvalidDataException($"{Place}: expected the key '{key}' ({what}), received none. Add it.");

    /// <summary>A member, or <see langword="null"/>.</summary>
    public SpecNode? Optional(string key) => Element.TryGetProperty(key, out JsonElement value) ? Below(key, value) : null;

    /// <summary>A text.</summary>
    public string Text() => Element.ValueKind == JsonValueKind.String && Element.GetString() is { Length: > 0 } text
        ? text
        : throw Fault("a text", "Write it in quotes");

    /// <summary>A text that is one of some.</summary>
    public string OneOf(params string[] names) => Element.ValueKind == JsonValueKind.String && names.Contains(Element.GetString(), StringComparer.Ordinal)
        ? Element.GetString()!
        : throw Fault(string.Join(" or ", names.Select(name => $"\"{name}\"")), "Choose one of these");

    /// <summary>A whole number.</summary>
    public int Whole(int least, int most) => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out int number) && number >= least && number <= most
        ? number
        : throw Fault($"a whole number from {least} to {most}", "Give another value");

    /// <summary>A number.</summary>
    public double Number() => Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out double number) && double.IsFinite(number)
        ? number
        : throw Fault("a number", "Give another value");

    /// <summary>A number, a text or true or false, as text.</summary>
    public string Scalar() => Element.ValueKind switch
    {
        JsonValueKind.String => Element.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => Number().ToString("R", CultureInfo.InvariantCulture),
        _ => throw Fault("a number, a text, true or false", "Give one value"),
    };

    private SpecNode Below(string key, JsonElement value) => this with { Path = Path.Length == 0 ? key : $"{Path}.{key}", Name = key, Element = value };
}
