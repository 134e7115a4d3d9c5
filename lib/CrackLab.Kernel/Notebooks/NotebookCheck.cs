using System.Globalization;
using System.Text.Json.Nodes;

namespace CrackLab.Kernel.Notebooks;

/// <summary>Holds what is read of a notebook against nbformat 4. Outputs of old are not looked at: running replaces them.</summary>
internal static class NotebookCheck
{
    /// <summary>Refuses a notebook in which something is not what it must be.</summary>
    /// <param name="notebook">The whole notebook.</param>
    /// <param name="cells">Its cells.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InvalidDataException">There is such a thing; says where.</exception>
    public static void Require(JsonObject notebook, JsonArray cells, string name)
    {
        Require(notebook["metadata"] is null or JsonObject, notebook["metadata"], "'metadata' as an object", name);
        for (int i = 0; i < cells.Count; i++)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{name}, cell {i + 1}");
            Require(cells[i] is JsonObject, cells[i], "an object", place);
            JsonObject cell = cells[i]!.AsObject();
            Require(IsText(cell["cell_type"]), cell["cell_type"], "'cell_type' as a text", place);
            Require(cell["source"] is null || IsText(cell["source"]) || IsTexts(cell["source"]), cell["source"], "'source' as a text or a list of texts", place);
            Require(cell["id"] is null || IsText(cell["id"]), cell["id"], "'id' as a text", place);
            Require(cell["metadata"] is null or JsonObject, cell["metadata"], "'metadata' as an object", place);
            JsonNode? tags = cell["metadata"]?["tags"];
            Require(tags is null || IsTexts(tags), tags, "'tags' as a list of texts", place);
            JsonNode? count = cell["execution_count"];
            Require(count is null || (count is JsonValue value && value.TryGetValue(out int _)), count, "'execution_count' as a whole number or null", place);
        }
    }

    /// <summary>The text of a node, or <see langword="null"/> where it is none.</summary>
    public static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static bool IsText(JsonNode? node) => Text(node) is not null;

    private static bool IsTexts(JsonNode? node) => node is JsonArray items && items.All(IsText);

    private static void Require(bool holds, JsonNode? received, string expected, string place)
    {
        if (!holds)
        {
            throw new InvalidDataException(
                $"{place}: expected {expected}, received {(received is null ? "none" : $"JSON of kind {received.GetValueKind()}")}. Save the notebook again in Jupyter.");
        }
    }
}
