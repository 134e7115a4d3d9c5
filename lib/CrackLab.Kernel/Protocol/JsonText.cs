using System.Text.Json;
using System.Text.Unicode;

namespace CrackLab.Kernel.Protocol;

/// <summary>Finds in JSON what its grammar allows and nobody can read: a text with half a character in it.</summary>
/// <remarks>System.Text.Json finds it only when somebody asks for the text, and then as a fault of the program's.</remarks>
internal static class JsonText
{
    /// <summary>Refuses such JSON.</summary>
    /// <param name="json">UTF-8 bytes.</param>
    /// <param name="maxDepth">How deep it may be nested; 0 for 64.</param>
    /// <exception cref="JsonException">There is such a text, or this is no JSON; says at which line.</exception>
    public static void Check(ReadOnlySpan<byte> json, int maxDepth = 0)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth });
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
        if (!reader.ValueIsEscaped)
        {
            return Utf8.IsValid(reader.ValueSpan);
        }

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
