using System.Text.Json.Nodes;

namespace CrackLab.Kernel.Notebooks;

/// <summary>Text as notebook files hold it: one string, or a list of lines that keep their line ends.</summary>
internal static class MultilineText
{
    /// <summary>The text of a node; what is no text in it counts as empty.</summary>
    /// <param name="node">A string or a list of strings.</param>
    public static string Read(JsonNode? node) => node switch
    {
        JsonArray lines => string.Concat(lines.Select(NotebookCheck.Text)),
        _ => NotebookCheck.Text(node) ?? "",
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
