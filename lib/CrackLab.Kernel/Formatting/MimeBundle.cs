using System.Text.Json.Nodes;

namespace CrackLab.Kernel.Formatting;

/// <summary>One value in several forms, by MIME type.</summary>
/// <param name="Data">Text for text types and base64 for pictures, as string nodes; for JSON types ("application/json", "…+json") the JSON itself.</param>
public sealed record MimeBundle(IReadOnlyDictionary<string, JsonNode> Data)
{
    /// <summary>Plain text, the form that every front end can show.</summary>
    public const string PlainText = "text/plain";

    /// <summary>HTML.</summary>
    public const string Html = "text/html";

    /// <summary>A bundle of plain text alone.</summary>
    /// <param name="text">The text.</param>
    public static MimeBundle OfText(string text) => Of(PlainText, text);

    /// <summary>A bundle of one form.</summary>
    /// <param name="mimeType">The MIME type.</param>
    /// <param name="content">Its text.</param>
    public static MimeBundle Of(string mimeType, string content) =>
        new(new Dictionary<string, JsonNode>(StringComparer.Ordinal) { [mimeType] = JsonValue.Create(content) });
}
