using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Shared;

/// <summary>Parses JSON that others wrote. What JSON allows and nobody can use is refused at once: a key given twice, half a character.</summary>
/// <remarks>
/// System.Text.Json finds both only when somebody asks for the key or the text, and then as a fault of the program's.
/// A source that the rooms share, as <see cref="OneLine"/> is.
/// </remarks>
internal static class JsonText
{
    /// <summary>Parses a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">How.</param>
    /// <exception cref="JsonException">It is no JSON, or is refused for these reasons; says at which line.</exception>
    public static JsonDocument Parse(string text, JsonDocumentOptions options = default)
    {
        Check(Encoding.UTF8.GetBytes(text), options);
        return JsonDocument.Parse(text, options with { AllowDuplicateProperties = false });
    }

    /// <summary>Refuses texts that hold half a character.</summary>
    /// <param name="json">UTF-8 bytes.</param>
    /// <param name="options">How it will be parsed.</param>
    /// <exception cref="JsonException">There is one, or this is no JSON; says at which line.</exception>
    public static void Check(ReadOnlySpan<byte> json, JsonDocumentOptions options = default)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions
        {
            CommentHandling = options.CommentHandling,
            AllowTrailingCommas = options.AllowTrailingCommas,
            MaxDepth = options.MaxDepth,
        });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && !IsText(ref reader))
            {
                ReadOnlySpan<byte> before = json[..(int)reader.TokenStartIndex];
                throw new JsonException("A text holds half a character.", path: null, before.Count((byte)'\n'), before.Length - 1 - before.LastIndexOf((byte)'\n'));
            }
        }
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return Utf8.IsValid(reader.ValueSpan);
        try
        {
            _ = reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
