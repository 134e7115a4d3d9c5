using System.Text.Json.Nodes;

namespace CrackLab.Kernel.Notebooks;

/// <summary>Text as notebook files hold it: one string, or a list of lines that keep their line ends.</summary>
internal static class MultilineText
{
    /// <summary>The text of a node; empty where there is none.</summary>
    /// <param name="node">A string or a list of strings.</param>
    public static string Read(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(line => (string?)line)),
        JsonValue value => (string?)value ?? "",
        _ => "",
    };

    /// <summary>A text as a list of lines.</summary>
    /// <param name="text">The text.</param>
    public static JsonArray Write(string text)
    {
        var lines = new JsonArray();
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add((JsonNode)text[start..end]);
            start = end;
        }

        return lines;
    }
}
