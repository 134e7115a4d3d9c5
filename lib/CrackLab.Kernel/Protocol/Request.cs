using System.Text.Json;

namespace CrackLab.Kernel.Protocol;

/// <summary>A message from a front end.</summary>
/// <param name="Identities">Frames before the delimiter; the first is whom to answer.</param>
/// <param name="Type">Its type, such as execute_request.</param>
/// <param name="Id">Its id.</param>
/// <param name="Header">Its header as it came: the parent header of every answer.</param>
/// <param name="ParentId">Id of the message that it answers itself, or empty.</param>
/// <param name="Content">Its content.</param>
/// <param name="Size">Bytes that it came in.</param>
internal sealed record Request(
    IReadOnlyList<byte[]> Identities, string Type, string Id, byte[] Header, string ParentId, JsonElement Content, long Size)
{
    /// <summary>Reads a text; the fallback where there is none.</summary>
    public string Text(string name, string fallback = "") =>
        Content.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : fallback;

    /// <summary>Reads a truth; the fallback where there is none.</summary>
    public bool Flag(string name, bool fallback) =>
        Content.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : fallback;

    /// <summary>Reads a whole number; <see langword="null"/> where there is none.</summary>
    public int? Number(string name) =>
        Content.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : null;
}
